"""Words of a practice that gave way to others, so that they can be had back later as well.

What a core theme was before its last change moves there; its column `core_theme_before` stays, and nothing reads it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "rewordings",
        sa.Column("id", ID, nullable=False),
        sa.Column("practice_id", ID, nullable=False),
        sa.Column("subject", sa.String(16), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("words_before", sa.Text(), nullable=False),
        sa.Column("words_after", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name="fk_rewordings_practice_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_rewordings"),
    )
    op.create_index("ix_rewordings_subject", "rewordings", ["subject", "subject_id"])
    op.create_index("ix_rewordings_practice", "rewordings", ["practice_id"])
    op.execute(
        "INSERT INTO rewordings"
        " (practice_id, subject, subject_id, words_before, words_after, asked_at, replaced_at)"
        " SELECT id, 'theme', id, core_theme_before, core_theme, created_at, created_at FROM practices"
        " WHERE core_theme_before IS NOT NULL AND core_theme IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_index("ix_rewordings_practice", "rewordings")
    op.drop_index("ix_rewordings_subject", "rewordings")
    op.drop_table("rewordings")
