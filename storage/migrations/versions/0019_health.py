"""What a process finds wrong with itself, a count by which it is seen to live, and when a backup was last made."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("replicas") as replicas:
        replicas.add_column(sa.Column("beats", sa.BigInteger(), nullable=False, server_default="0"))
        replicas.add_column(sa.Column("troubles", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("telegram") as telegram:
        telegram.add_column(sa.Column("backed_up_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("telegram") as telegram:
        telegram.drop_column("backed_up_at")
    with op.batch_alter_table("replicas") as replicas:
        replicas.drop_column("troubles")
        replicas.drop_column("beats")
