"""Sealing: what names somebody becomes text, so that it can be kept sealed; and the mark of the key it is sealed with."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

#: Table, column, what it was, and whether it may be empty.
NAMING = (
    ("people", "telegram_id", sa.BigInteger(), False),
    ("proxies", "nickname", sa.String(40), False),
    ("call_backs", "first_name", sa.String(64), True),
    ("outbox", "chat_id", sa.BigInteger(), True),
)


def upgrade() -> None:
    op.add_column("telegram", sa.Column("key_mark", sa.String(32)))
    for table, column, was, nullable in NAMING:
        _change(table, column, was, sa.Text(), nullable)
    _change("inbox", "chat_id", sa.BigInteger(), sa.Text(), True)
    op.execute("UPDATE inbox SET chat_id = NULL WHERE state <> 'waiting'")


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM telegram WHERE key_mark IS NOT NULL")):
        raise RuntimeError("people are sealed; take the key away first (rotate-key without IDENTITY_KEY)")
    op.execute("UPDATE inbox SET chat_id = '0' WHERE chat_id IS NULL")
    _change("inbox", "chat_id", sa.Text(), sa.BigInteger(), False)
    for table, column, was, nullable in reversed(NAMING):
        _change(table, column, sa.Text(), was, nullable)
    op.drop_column("telegram", "key_mark")


def _change(table: str, column: str, was: sa.types.TypeEngine, becomes: sa.types.TypeEngine, nullable: bool) -> None:
    kind = becomes.compile(dialect=op.get_bind().dialect)
    with op.batch_alter_table(table) as batch:
        batch.alter_column(
            column,
            existing_type=was,
            type_=becomes,
            nullable=nullable,
            postgresql_using=f"{column}::{kind}",
        )
