"""The desk and the programme's view: circulars, experience cards, imports, an own schedule, test persons, an audit."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("practices") as practices:
        practices.add_column(sa.Column("core_theme_before", sa.Text(), nullable=True))
        practices.add_column(sa.Column("renamed_at", TIME, nullable=True))
        practices.add_column(sa.Column("rounds_from", TIME, nullable=True))
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("is_test", sa.Boolean(), server_default=sa.false(), nullable=False))
        people.alter_column("awaiting", existing_type=sa.String(24), type_=sa.String(48))
    is_test = sa.text("is_test")
    op.create_index("ix_people_test", "people", ["id"], sqlite_where=is_test, postgresql_where=is_test)
    with op.batch_alter_table("invitations") as invitations:
        invitations.add_column(sa.Column("is_test", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "circulars",
        sa.Column("id", ID, nullable=False),
        sa.Column("practice_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.Column("sent_at", TIME, nullable=True),
        sa.Column("stopped_at", TIME, nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name="fk_circulars_practice_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_circulars_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_circulars"),
    )
    is_draft = sa.text("sent_at IS NULL")
    op.create_index(
        "ix_circulars_draft", "circulars", ["person_id"], sqlite_where=is_draft, postgresql_where=is_draft
    )
    op.create_table(
        "exports",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("practice_id", ID, nullable=True),
        sa.Column("since", TIME, nullable=True),
        sa.Column("kind", sa.String(4), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("rounds", sa.Integer(), server_default="0", nullable=False),
        sa.Column("written", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("lease_until", TIME, nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("error", sa.String(16), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_exports_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name="fk_exports_practice_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_exports"),
    )
    waiting = sa.text("state IN ('waiting', 'writing')")
    op.create_index("ix_exports_waiting", "exports", ["lease_until"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_table(
        "experience_cards",
        sa.Column("experiment_id", ID, nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("edited_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["experiment_id"], ["experiments.id"], name="fk_experience_cards_experiment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("experiment_id", name="pk_experience_cards"),
    )
    op.create_table(
        "imports",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("file_id", sa.String(200), nullable=True),
        sa.Column("plan", sa.JSON(), nullable=True),
        sa.Column("problems", sa.JSON(), nullable=True),
        sa.Column("sent_at", TIME, nullable=False),
        sa.Column("read_at", TIME, nullable=True),
        sa.Column("applied_at", TIME, nullable=True),
        sa.Column("lease_until", TIME, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_imports_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
    )
    unread = sa.text("read_at IS NULL")
    op.create_index("ix_imports_unread", "imports", ["lease_until"], sqlite_where=unread, postgresql_where=unread)
    op.create_table(
        "outside_participants",
        sa.Column("id", ID, nullable=False),
        sa.Column("practice_id", ID, nullable=False),
        sa.Column("organisation", sa.String(24), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name="fk_outside_participants_practice_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outside_participants"),
    )
    op.create_index("ix_outside_participants_practice", "outside_participants", ["practice_id", "organisation"])
    op.create_table(
        "schedule",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("set_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_schedule"),
    )
    op.create_table(
        "audit",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("practice_id", ID, nullable=True),
        sa.Column("details", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_audit_person_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name="fk_audit_practice_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])


def downgrade() -> None:
    for table in ("audit", "schedule", "outside_participants", "imports", "experience_cards", "exports", "circulars"):
        op.drop_table(table)
    with op.batch_alter_table("invitations") as invitations:
        invitations.drop_column("is_test")
    op.drop_index("ix_people_test", "people")
    with op.batch_alter_table("people") as people:
        people.alter_column("awaiting", existing_type=sa.String(48), type_=sa.String(24))
        people.drop_column("is_test")
    with op.batch_alter_table("practices") as practices:
        practices.drop_column("renamed_at")
        practices.drop_column("core_theme_before")
        practices.drop_column("rounds_from")
