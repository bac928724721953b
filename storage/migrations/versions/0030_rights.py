"""Erasures by letter, codes on paper, who said yes for somebody, texts that may be published, messages in parts."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OWN, ON_PAPER = sa.text("proxy_id IS NULL"), sa.text("proxy_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "erasure_requests",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("proxy_id", ID, nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_erasure_requests_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["proxy_id"], ["proxies.id"], name="fk_erasure_requests_proxy_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_erasure_requests"),
    )
    op.create_index("ix_erasure_requests_person", "erasure_requests", ["person_id"])
    op.create_index(
        "ix_erasure_requests_proxy",
        "erasure_requests",
        ["proxy_id"],
        sqlite_where=ON_PAPER,
        postgresql_where=ON_PAPER,
    )
    op.create_table(
        "publications",
        sa.Column("id", ID, nullable=False),
        sa.Column("answer_id", ID, nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("notice_hash", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name="fk_publications_answer_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_publications"),
    )
    op.create_index("ix_publications_answer", "publications", ["answer_id", "id"])
    _keep_what_was_agreed_to()
    with op.batch_alter_table("proxies") as proxies:
        proxies.add_column(sa.Column("consent_by", sa.String(16), nullable=True))
    op.execute("UPDATE proxies SET consent_by = 'themself' WHERE consent_at IS NOT NULL")
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("ahead", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("codes") as codes:
        codes.add_column(sa.Column("proxy_id", ID, nullable=True))
        codes.create_foreign_key("fk_codes_proxy_id", "proxies", ["proxy_id"], ["id"], ondelete="CASCADE")
        codes.drop_constraint("uq_codes_person_id_purpose", type_="unique")
    op.create_index(
        "uq_codes_person_purpose",
        "codes",
        ["person_id", "purpose"],
        unique=True,
        sqlite_where=OWN,
        postgresql_where=OWN,
    )
    op.create_index(
        "uq_codes_proxy",
        "codes",
        ["proxy_id"],
        unique=True,
        sqlite_where=ON_PAPER,
        postgresql_where=ON_PAPER,
    )


def _keep_what_was_agreed_to() -> None:
    """A yes to "research" was one to a longer term as well, and to every text that was let go for a card."""
    op.execute(
        "INSERT INTO consents (person_id, purpose, given, notice_version, notice_hash, at)"
        " SELECT person_id, 'keep', given, notice_version, notice_hash, at FROM consents WHERE purpose = 'research'"
        " ORDER BY id"
    )
    op.execute(
        "INSERT INTO publications (answer_id, given, notice_hash, at)"
        " SELECT r.answer_id, c.given, c.notice_hash, c.at FROM released_texts r"
        " JOIN answers a ON a.id = r.answer_id JOIN check_ins i ON i.id = a.check_in_id"
        " JOIN consents c ON c.id = (SELECT MAX(n.id) FROM consents n"
        " WHERE n.person_id = i.person_id AND n.purpose = 'research')"
        " WHERE r.audience = 'file' AND a.experiment_id IS NOT NULL"
    )


def downgrade() -> None:
    op.execute("DELETE FROM consents WHERE purpose = 'keep'")
    op.execute("DELETE FROM codes WHERE proxy_id IS NOT NULL")
    op.drop_index("uq_codes_proxy", "codes")
    op.drop_index("uq_codes_person_purpose", "codes")
    with op.batch_alter_table("codes") as codes:
        codes.create_unique_constraint("uq_codes_person_id_purpose", ["person_id", "purpose"])
        codes.drop_constraint("fk_codes_proxy_id", type_="foreignkey")
        codes.drop_column("proxy_id")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_column("ahead")
    with op.batch_alter_table("proxies") as proxies:
        proxies.drop_column("consent_by")
    op.drop_table("publications")
    op.drop_table("erasure_requests")
