"""Care: call-backs, check-ins on behalf of somebody, texts in several messages, plain messages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OF_ONESELF = sa.text("proxy_id IS NULL")
NOT_HANDLED = sa.text("handled_at IS NULL")
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("awaiting", sa.String(length=24), nullable=True))
        people.add_column(sa.Column("plain", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("answers") as answers:
        answers.add_column(sa.Column("parts", sa.JSON(), nullable=True))
    _create_proxies()
    with op.batch_alter_table("check_ins") as check_ins:
        check_ins.add_column(sa.Column("proxy_id", Id, nullable=True))
        check_ins.create_foreign_key(
            op.f("fk_check_ins_proxy_id"), "proxies", ["proxy_id"], ["id"], ondelete="CASCADE"
        )
        check_ins.drop_constraint("uq_check_ins_round_id_person_id", type_="unique")
        check_ins.create_unique_constraint(op.f("uq_check_ins_round_id_proxy_id"), ["round_id", "proxy_id"])
        check_ins.create_index(
            "uq_check_ins_round_person",
            ["round_id", "person_id"],
            unique=True,
            sqlite_where=OF_ONESELF,
            postgresql_where=OF_ONESELF,
        )
    _create_call_backs()


def _create_proxies() -> None:
    op.create_table(
        "proxies",
        sa.Column("id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("practice_id", Id, nullable=False),
        sa.Column("nickname", sa.String(length=40), nullable=False),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_proxies_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name=op.f("fk_proxies_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proxies")),
        sa.UniqueConstraint(
            "person_id", "practice_id", "nickname", name=op.f("uq_proxies_person_id_practice_id_nickname")
        ),
    )


def _create_call_backs() -> None:
    op.create_table(
        "call_backs",
        sa.Column("id", Id, nullable=False),
        sa.Column("check_in_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("practice_id", Id, nullable=False),
        sa.Column("first_name", sa.String(length=64), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("repeated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["check_in_id"], ["check_ins.id"], name=op.f("fk_call_backs_check_in_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["handled_by"], ["people.id"], name=op.f("fk_call_backs_handled_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_call_backs_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name=op.f("fk_call_backs_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_backs")),
    )
    with op.batch_alter_table("call_backs") as call_backs:
        call_backs.create_index(
            "uq_call_backs_open",
            ["check_in_id"],
            unique=True,
            sqlite_where=NOT_HANDLED,
            postgresql_where=NOT_HANDLED,
        )


def downgrade() -> None:
    op.drop_table("call_backs")
    for table in ("answers", "check_in_experiments"):  # SQLite migrates without foreign keys
        op.execute(f"DELETE FROM {table} WHERE check_in_id IN (SELECT id FROM check_ins WHERE proxy_id IS NOT NULL)")
    op.execute("DELETE FROM check_ins WHERE proxy_id IS NOT NULL")
    with op.batch_alter_table("check_ins") as check_ins:
        check_ins.drop_index("uq_check_ins_round_person")
        check_ins.drop_constraint("uq_check_ins_round_id_proxy_id", type_="unique")
        check_ins.drop_constraint("fk_check_ins_proxy_id", type_="foreignkey")
        check_ins.drop_column("proxy_id")
        check_ins.create_unique_constraint(op.f("uq_check_ins_round_id_person_id"), ["round_id", "person_id"])
    op.drop_table("proxies")
    with op.batch_alter_table("answers") as answers:
        answers.drop_column("parts")
    with op.batch_alter_table("people") as people:
        people.drop_column("plain")
        people.drop_column("awaiting")
