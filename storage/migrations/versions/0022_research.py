"""What was decided of a window for all research files, and which exports are one; who worked on experiments, frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "research_windows",
        sa.Column("window_id", ID, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("leaves", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["window_id"], ["windows.id"], name="fk_research_windows_window_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("window_id", name="pk_research_windows"),
    )
    op.create_table(
        "experiment_organisations",
        sa.Column("experiment_id", ID, nullable=False),
        sa.Column("organisations", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["experiment_id"],
            ["experiments.id"],
            name="fk_experiment_organisations_experiment_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("experiment_id", name="pk_experiment_organisations"),
    )
    with op.batch_alter_table("exports") as exports:
        exports.add_column(sa.Column("is_research", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("exports") as exports:
        exports.drop_column("is_research")
    op.drop_table("experiment_organisations")
    op.drop_table("research_windows")
