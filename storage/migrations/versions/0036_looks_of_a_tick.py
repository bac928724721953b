"""What a tick looks for among very many rows, of which hardly any are meant, is found by an index.

Rounds whose texts had no turn to be let go; what is said to a chat whose person is gone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

INDEXES = {
    ("ix_rounds_unreleased", "rounds"): sa.text("state = 'closed' AND released_at IS NULL"),
    ("ix_outbox_chat", "outbox"): sa.text("chat_id IS NOT NULL"),
}


def upgrade() -> None:
    for (name, table), where in INDEXES.items():
        op.create_index(name, table, ["id"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name, table in INDEXES:
        op.drop_index(name, table)
