"""Which texts were let go, with the closing of which round: stored, and no longer computed from what is there."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Rounds that closed before get their turn in the next tick, in their order: what could be read still can."""
    with op.batch_alter_table("rounds") as rounds:
        rounds.add_column(sa.Column("released_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "released_texts",
        sa.Column("answer_id", ID, nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name="fk_released_texts_answer_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_released_texts_round_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("answer_id", "audience", name="pk_released_texts"),
    )


def downgrade() -> None:
    op.drop_table("released_texts")
    with op.batch_alter_table("rounds") as rounds:
        rounds.drop_column("released_at")
