"""Which bot the database belongs to; and refusals, which are judged together before anybody counts as gone."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None

ADDED = {
    "telegram": ("doubted_since", "doubted_until"),
    "people": ("refused_at", "refused_last_at", "retry_at", "gone_confirmed_at"),
}
INDEXES = {"ix_people_refused": "refused_at", "ix_people_unreachable": "unreachable_at"}


def upgrade() -> None:
    op.add_column("telegram", sa.Column("bot_id", sa.BigInteger()))
    for table, columns in ADDED.items():
        for column in columns:
            op.add_column(table, sa.Column(column, sa.DateTime(timezone=True)))
    for name, column in INDEXES.items():
        known = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, "people", [column], sqlite_where=known, postgresql_where=known)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "people")
    for table, columns in ADDED.items():
        for column in columns:
            op.drop_column(table, column)
    op.drop_column("telegram", "bot_id")
