"""Codes that people make, and of whom an update was: what `trace` tells with such a code."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OF_SOMEBODY = sa.text("person_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "codes",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("purpose", sa.String(8), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_codes_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_codes"),
        sa.UniqueConstraint("code_hash", name="uq_codes_code_hash"),
        sa.UniqueConstraint("person_id", "purpose", name="uq_codes_person_id_purpose"),
    )
    with op.batch_alter_table("wrong_tokens") as wrong_tokens:
        wrong_tokens.alter_column("person_id", existing_type=ID, nullable=True)
    with op.batch_alter_table("inbox") as inbox:
        inbox.add_column(sa.Column("kind", sa.String(8), nullable=True))
        inbox.add_column(sa.Column("person_id", sa.BigInteger(), nullable=True))
        inbox.create_foreign_key("fk_inbox_person_id", "people", ["person_id"], ["id"], ondelete="SET NULL")
        inbox.create_index(
            "ix_inbox_person", ["person_id"], sqlite_where=OF_SOMEBODY, postgresql_where=OF_SOMEBODY
        )


def downgrade() -> None:
    with op.batch_alter_table("inbox") as inbox:
        inbox.drop_index("ix_inbox_person")
        inbox.drop_constraint("fk_inbox_person_id", type_="foreignkey")
        inbox.drop_column("person_id")
        inbox.drop_column("kind")
    op.execute("DELETE FROM wrong_tokens WHERE person_id IS NULL")
    with op.batch_alter_table("wrong_tokens") as wrong_tokens:
        wrong_tokens.alter_column("person_id", existing_type=ID, nullable=False)
    op.drop_table("codes")
