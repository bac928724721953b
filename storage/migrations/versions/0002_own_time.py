"""Own time: preferences, pauses, reminders, school holidays, and what was done with the answers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TO_BE_REMINDED = sa.text("remind_at IS NOT NULL")
WAITING = sa.text("round_id IS NULL")
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("part_of_day", sa.String(length=9), nullable=True))
        people.add_column(sa.Column("weekday", sa.SmallInteger(), nullable=True))
        people.add_column(sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True))
        people.add_column(sa.Column("pause_reason", sa.String(length=10), nullable=True))
    with op.batch_alter_table("practices") as practices:
        practices.add_column(sa.Column("caregivers_rest", sa.Boolean(), server_default=sa.false(), nullable=False))
        practices.add_column(sa.Column("participants_rest", sa.Boolean(), server_default=sa.true(), nullable=False))
    with op.batch_alter_table("check_ins") as check_ins:
        check_ins.add_column(sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True))
        check_ins.add_column(sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
        check_ins.add_column(sa.Column("reminders", sa.SmallInteger(), server_default="0", nullable=False))
        check_ins.create_index(
            "ix_check_ins_remind_at",
            ["remind_at"],
            unique=False,
            sqlite_where=TO_BE_REMINDED,
            postgresql_where=TO_BE_REMINDED,
        )
    _create_feedback()


def _create_feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", Id, nullable=False),
        sa.Column("practice_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("round_id", Id, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_feedback_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name=op.f("fk_feedback_practice_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_feedback_round_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    with op.batch_alter_table("feedback") as feedback:
        feedback.create_index("ix_feedback_round", ["round_id"], unique=False)
        feedback.create_index(
            "uq_feedback_waiting", ["practice_id"], unique=True, sqlite_where=WAITING, postgresql_where=WAITING
        )


def downgrade() -> None:
    op.drop_table("feedback")
    with op.batch_alter_table("check_ins") as check_ins:
        check_ins.drop_index("ix_check_ins_remind_at")
        check_ins.drop_column("reminders")
        check_ins.drop_column("remind_at")
        check_ins.drop_column("declined_at")
    with op.batch_alter_table("practices") as practices:
        practices.drop_column("participants_rest")
        practices.drop_column("caregivers_rest")
    with op.batch_alter_table("people") as people:
        people.drop_column("pause_reason")
        people.drop_column("paused_until")
        people.drop_column("weekday")
        people.drop_column("part_of_day")
