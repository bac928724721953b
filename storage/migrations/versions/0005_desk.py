"""The coordinator's desk: one nudge in a round, and the summary that comes by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rounds") as rounds:
        rounds.add_column(sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("no_digest", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.drop_column("no_digest")
    with op.batch_alter_table("rounds") as rounds:
        rounds.drop_column("nudged_at")
