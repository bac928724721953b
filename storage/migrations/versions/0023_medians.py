"""From which rounds on the medians of a practice begin anew."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "medians",
        sa.Column("practice_id", ID, nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name="fk_medians_practice_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("practice_id", "first_number", name="pk_medians"),
    )


def downgrade() -> None:
    op.drop_table("medians")
