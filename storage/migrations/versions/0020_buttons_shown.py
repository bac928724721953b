"""Which buttons a message has on the phone, so that their words can be typed; and for when a message was planned."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("buttons", sa.Text()))
    if op.get_bind().dialect.name == "postgresql":  # the planner keeps no samples of what may name somebody
        op.execute("ALTER TABLE outbox ALTER COLUMN buttons SET STATISTICS 0")
    op.add_column("outbox", sa.Column("planned_for", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("outbox", "planned_for")
    op.drop_column("outbox", "buttons")
