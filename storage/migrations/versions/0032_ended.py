"""When somebody came back after a stop; which edition of the owner's words a choice was about, and since when not."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("returned_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("consents") as consents:
        consents.add_column(sa.Column("edition", sa.String(64)))
        consents.add_column(sa.Column("outdated_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    with op.batch_alter_table("consents") as consents:
        consents.drop_column("outdated_at")
        consents.drop_column("edition")
    with op.batch_alter_table("people") as people:
        people.drop_column("returned_at")
