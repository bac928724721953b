"""Tables that PostgreSQL is to write anew; and its planner takes no samples of what people say, or of who they are."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NOT_SAMPLED = (
    ("people", "telegram_id"),
    ("inbox", "chat_id"),
    ("inbox", "payload"),
    ("outbox", "chat_id"),
    ("answers", "text"),
    ("call_backs", "first_name"),
    ("proxies", "nickname"),
    ("feedback", "text"),
    ("circulars", "text"),
    ("imports", "file_id"),
)


def upgrade() -> None:
    op.create_table(
        "unscrubbed",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(63), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unscrubbed"),
    )
    _sample(0)


def downgrade() -> None:
    _sample(-1)
    op.drop_table("unscrubbed")


def _sample(target: int) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, column in NOT_SAMPLED:
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS {target}")
        # The same type again: nothing changes, but samples taken before are thrown away.
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {_type_of(table, column)}")


def _type_of(table: str, column: str) -> str:
    found = sa.text(
        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
        " WHERE attrelid = CAST(:table AS regclass) AND attname = :column"
    )
    return op.get_bind().scalar(found, {"table": table, "column": column})
