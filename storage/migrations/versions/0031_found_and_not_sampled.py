"""Codes are found by their person; the planner keeps no samples of words that somebody typed."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

TYPED = (("invitations", "name"), ("replies", "text"))


def upgrade() -> None:
    op.create_index("ix_codes_person", "codes", ["person_id"])
    _sample(0)


def downgrade() -> None:
    _sample(-1)
    op.drop_index("ix_codes_person", "codes")


def _sample(target: int) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, column in TYPED:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS {target}")
            # The same type again: nothing changes, but samples taken before are thrown away.
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE TEXT")
