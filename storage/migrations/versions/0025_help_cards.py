"""Help near by, of each practice."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "help_cards",
        sa.Column("id", ID, nullable=False),
        sa.Column("practice_id", ID, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name="fk_help_cards_practice_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_help_cards"),
        sqlite_autoincrement=True,
    )
    for name, condition in (("waiting", "checked_at IS NULL"), ("shown", "checked_at IS NOT NULL")):
        op.create_index(
            f"uq_help_cards_{name}",
            "help_cards",
            ["practice_id"],
            unique=True,
            sqlite_where=sa.text(condition),
            postgresql_where=sa.text(condition),
        )


def downgrade() -> None:
    op.drop_table("help_cards")
