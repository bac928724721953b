"""The programme's counts, kept by day: a report made again later says the same."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "indicator_days",
        sa.Column("first_on", sa.Date(), primary_key=True),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("indicator_days")
