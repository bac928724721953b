"""What the programme file and MINIMUM_GROUP were at the last start: what is otherwise now counts from then on."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "programme_file",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("schedule", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("minimum_group", sa.SmallInteger(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_programme_file"),
    )
    op.add_column("windows", sa.Column("minimum_group", sa.SmallInteger()))


def downgrade() -> None:
    op.drop_column("windows", "minimum_group")
    op.drop_table("programme_file")
