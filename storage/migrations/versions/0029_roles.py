"""Leaders of several practices, a successor who takes a role over, and endings that a letter asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ONE_EACH = "uq_memberships_person_role"
LEADING = "uq_memberships_person_practice"
NOT_LEFT = "left_at IS NULL"


def upgrade() -> None:
    op.add_column("people", sa.Column("current_practice_id", ID))
    op.add_column("memberships", sa.Column("successor_invitation_id", ID))
    op.add_column("call_backs", sa.Column("seen_by", sa.String(16)))
    op.drop_index(ONE_EACH, "memberships")
    _unique(ONE_EACH, ["person_id", "role"], f"{NOT_LEFT} AND role <> 'coordinator'")
    _unique(LEADING, ["person_id", "practice_id"], f"{NOT_LEFT} AND role = 'coordinator'")
    op.create_table(
        "role_endings",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("practice_id", ID, nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_role_endings_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name="fk_role_endings_practice_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name="fk_role_endings_asked_by", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_role_endings"),
        sa.UniqueConstraint("person_id", name="uq_role_endings_person_id"),
    )
    op.create_index("ix_role_endings_due_at", "role_endings", ["due_at"])
    op.create_index("ix_role_endings_asked_by", "role_endings", ["asked_by"])


def _unique(name: str, columns: list[str], where: str) -> None:
    only = sa.text(where)
    op.create_index(name, "memberships", columns, unique=True, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    op.drop_table("role_endings")
    op.drop_index(LEADING, "memberships")
    op.drop_index(ONE_EACH, "memberships")
    # An older bot knows one practice of each coordinator: the first.
    op.execute(
        "UPDATE memberships SET left_at = CURRENT_TIMESTAMP WHERE role = 'coordinator' AND left_at IS NULL AND EXISTS"
        " (SELECT 1 FROM memberships AS first WHERE first.person_id = memberships.person_id"
        " AND first.role = 'coordinator' AND first.left_at IS NULL AND first.id < memberships.id)"
    )
    _unique(ONE_EACH, ["person_id", "role"], NOT_LEFT)
    op.drop_column("call_backs", "seen_by")
    op.drop_column("memberships", "successor_invitation_id")
    op.drop_column("people", "current_practice_id")
