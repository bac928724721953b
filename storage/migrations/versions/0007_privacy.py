"""Privacy: consents with what was shown, marks of the erased, and wrong invitations counted."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("notice_version", sa.SmallInteger(), nullable=False),
        sa.Column("notice_hash", sa.String(64), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_consents_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    # Until now only the version was kept: what was shown then has no fingerprint.
    op.execute(
        "INSERT INTO consents (person_id, purpose, given, notice_version, notice_hash, at)"
        " SELECT person_id, 'take_part', TRUE, consent_version, '', consented_at FROM memberships"
        " WHERE consent_version IS NOT NULL AND consented_at IS NOT NULL ORDER BY id"
    )
    op.create_index("ix_consents_person", "consents", ["person_id", "purpose", "id"])
    op.create_table(
        "erasures",
        sa.Column("id", ID, nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
        sa.UniqueConstraint("mark", name="uq_erasures_mark"),
    )
    op.create_table(
        "wrong_tokens",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_wrong_tokens_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_wrong_tokens"),
    )
    op.create_index("ix_wrong_tokens_at", "wrong_tokens", ["at"])
    op.create_index("ix_wrong_tokens_person", "wrong_tokens", ["person_id", "at"])
    op.add_column("telegram", sa.Column("tidied_on", sa.Date()))


def downgrade() -> None:
    op.drop_column("telegram", "tidied_on")
    for table in ("wrong_tokens", "erasures", "consents"):
        op.drop_table(table)
