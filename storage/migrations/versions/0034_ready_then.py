"""How ready experiments were said to be, each time: a report made again later says the same."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "readiness_ratings",
        sa.Column("id", ID, nullable=False),
        sa.Column("experiment_id", ID, nullable=False),
        sa.Column("readiness", sa.SmallInteger()),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["experiment_id"], ["experiments.id"], name="fk_readiness_ratings_experiment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_readiness_ratings"),
    )
    op.create_index("ix_readiness_ratings_experiment", "readiness_ratings", ["experiment_id", "id"])
    op.execute(
        "INSERT INTO readiness_ratings (experiment_id, readiness, said_at)"
        " SELECT id, readiness, recommended_at FROM experiments"
        " WHERE readiness IS NOT NULL AND recommended_at IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_table("readiness_ratings")
