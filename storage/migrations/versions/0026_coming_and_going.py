"""An invitation's name and what it brought; a practice's own rhythm; whom an announcement is for."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_BROUGHT = """
    UPDATE invitations SET joined = (
        SELECT count(*) FROM memberships
        WHERE memberships.invitation_id = invitations.id AND memberships.registered_at IS NOT NULL
    )
"""


def upgrade() -> None:
    with op.batch_alter_table("invitations") as invitations:
        invitations.add_column(sa.Column("name", sa.Text()))
        invitations.add_column(sa.Column("joined", sa.Integer(), nullable=False, server_default="0"))
    op.execute(_BROUGHT)
    with op.batch_alter_table("practices") as practices:
        practices.add_column(sa.Column("rhythm", sa.JSON()))
    with op.batch_alter_table("circulars") as circulars:
        circulars.add_column(sa.Column("role", sa.String(16), nullable=False, server_default="participant"))


def downgrade() -> None:
    with op.batch_alter_table("circulars") as circulars:
        circulars.drop_column("role")
    with op.batch_alter_table("practices") as practices:
        practices.drop_column("rhythm")
    with op.batch_alter_table("invitations") as invitations:
        invitations.drop_column("joined")
        invitations.drop_column("name")
