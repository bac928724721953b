"""How many caregivers joined on each day, in numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "arrivals",
        sa.Column("practice_id", ID, nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name="fk_arrivals_practice_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("practice_id", "joined_on", name="pk_arrivals"),
    )


def downgrade() -> None:
    op.drop_table("arrivals")
