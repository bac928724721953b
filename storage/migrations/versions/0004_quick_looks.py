"""Indexes for what is looked up again and again, so that it takes no longer the more has been said before."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'waiting'")
UNKNOWN = sa.text("state = 'unknown'")
DONE = sa.text("done_at IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_inbox_next", "inbox", ["update_id"], sqlite_where=WAITING, postgresql_where=WAITING)
    op.create_index("ix_outbox_unknown", "outbox", ["lease_until"], sqlite_where=UNKNOWN, postgresql_where=UNKNOWN)
    op.create_index("ix_outbox_done_at", "outbox", ["done_at"], sqlite_where=DONE, postgresql_where=DONE)
    op.create_index("ix_outbox_said_to", "outbox", ["person_id", "message_id"])
    op.create_index("ix_outbox_subject", "outbox", ["subject_id", "kind"])


def downgrade() -> None:
    for name in ("ix_outbox_subject", "ix_outbox_said_to", "ix_outbox_done_at", "ix_outbox_unknown"):
        op.drop_index(name, "outbox")
    op.drop_index("ix_inbox_next", "inbox")
