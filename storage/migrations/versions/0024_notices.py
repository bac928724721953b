"""Every text of the notice once, which edition somebody agreed to, the terms carried out, and what the owner says."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "notice_texts",
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("notice_version", sa.SmallInteger(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("screens", sa.JSON(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_notice_texts"),
    )
    op.create_table(
        "owner_messages",
        sa.Column("id", ID, nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_owner_messages"),
    )
    op.add_column("memberships", sa.Column("notice_edition", sa.String(64)))
    op.add_column("memberships", sa.Column("is_outdated", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("telegram", sa.Column("terms", sa.JSON()))


def downgrade() -> None:
    with op.batch_alter_table("telegram") as telegram:
        telegram.drop_column("terms")
    with op.batch_alter_table("memberships") as memberships:
        memberships.drop_column("is_outdated")
        memberships.drop_column("notice_edition")
    op.drop_table("owner_messages")
    op.drop_table("notice_texts")
