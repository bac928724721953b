"""Indexes for everything that points at a person: found without reading the whole table, by whoever looks or erases."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

#: Name, table, column, and whether it is empty in most rows: those rows nobody looks for.
INDEXES = (
    ("ix_memberships_person", "memberships", "person_id", False),
    ("ix_memberships_invitation", "memberships", "invitation_id", True),
    ("ix_invitations_created_by", "invitations", "created_by", True),
    ("ix_check_ins_proxy", "check_ins", "proxy_id", True),
    ("ix_call_backs_check_in", "call_backs", "check_in_id", False),
    ("ix_call_backs_person", "call_backs", "person_id", False),
    ("ix_call_backs_handled_by", "call_backs", "handled_by", True),
    ("ix_feedback_person", "feedback", "person_id", False),
    ("ix_circulars_person", "circulars", "person_id", False),
    ("ix_exports_person", "exports", "person_id", False),
    ("ix_imports_person", "imports", "person_id", False),
    ("ix_audit_person", "audit", "person_id", True),
)


def upgrade() -> None:
    for name, table, column, is_rare in INDEXES:
        only = sa.text(f"{column} IS NOT NULL") if is_rare else None
        op.create_index(name, table, [column], sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    for name, table, _, _ in reversed(INDEXES):
        op.drop_index(name, table)
