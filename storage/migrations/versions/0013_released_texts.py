"""Which texts were let go, with the closing of which round; and a request for contact that tells not how it came."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NOT_HANDLED = sa.text("handled_at IS NULL")


def upgrade() -> None:
    """Rounds that closed before get their turn in the next tick, in their order: what could be read still can."""
    with op.batch_alter_table("rounds") as rounds:
        rounds.add_column(sa.Column("released_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "released_texts",
        sa.Column("answer_id", ID, nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name="fk_released_texts_answer_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_released_texts_round_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("answer_id", "audience", name="pk_released_texts"),
    )
    _ask_by_person()


def _ask_by_person() -> None:
    """Of two requests of somebody that wait, the newest stays: one is enough to get in touch."""
    newest = "SELECT max(id) FROM call_backs WHERE handled_at IS NULL GROUP BY person_id"
    op.execute(f"DELETE FROM call_backs WHERE handled_at IS NULL AND id NOT IN ({newest})")
    with op.batch_alter_table("call_backs") as call_backs:
        call_backs.drop_index("uq_call_backs_open")
        call_backs.drop_index("ix_call_backs_check_in")
        call_backs.drop_constraint("fk_call_backs_check_in_id", type_="foreignkey")
        call_backs.drop_column("check_in_id")
        call_backs.create_index(
            "uq_call_backs_open",
            ["person_id"],
            unique=True,
            sqlite_where=NOT_HANDLED,
            postgresql_where=NOT_HANDLED,
        )


def downgrade() -> None:
    _ask_by_check_in()
    op.drop_table("released_texts")
    with op.batch_alter_table("rounds") as rounds:
        rounds.drop_column("released_at")


def _ask_by_check_in() -> None:
    """A request goes with the person's newest check-in; of who never had one it cannot be kept."""
    with op.batch_alter_table("call_backs") as call_backs:
        call_backs.drop_index("uq_call_backs_open")
        call_backs.add_column(sa.Column("check_in_id", ID, nullable=True))
    newest = "SELECT max(id) FROM check_ins WHERE check_ins.person_id = call_backs.person_id"
    op.execute(f"UPDATE call_backs SET check_in_id = ({newest})")
    op.execute("DELETE FROM call_backs WHERE check_in_id IS NULL")
    with op.batch_alter_table("call_backs") as call_backs:
        call_backs.alter_column("check_in_id", existing_type=ID, nullable=False)
        call_backs.create_index("ix_call_backs_check_in", ["check_in_id"])
        call_backs.create_foreign_key(
            "fk_call_backs_check_in_id", "check_ins", ["check_in_id"], ["id"], ondelete="CASCADE"
        )
        call_backs.create_index(
            "uq_call_backs_open",
            ["check_in_id"],
            unique=True,
            sqlite_where=NOT_HANDLED,
            postgresql_where=NOT_HANDLED,
        )
