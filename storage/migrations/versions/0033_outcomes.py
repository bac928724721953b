"""Whether what was expected of an experiment came true, as its participants said: with the cycle that it is about."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cycles") as cycles:
        cycles.add_column(sa.Column("outcome", sa.String(16)))
        cycles.add_column(sa.Column("outcome_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    with op.batch_alter_table("cycles") as cycles:
        cycles.drop_column("outcome_at")
        cycles.drop_column("outcome")
