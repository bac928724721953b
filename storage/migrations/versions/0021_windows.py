"""The windows in which caregivers' figures are told, and who was counted in the last one that was looked at.

Rounds that were opened before belong to no window: what was told of them stays in their snapshots, and is shown no more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RUNNING = sa.text("closed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "windows",
        sa.Column("id", ID, nullable=False),
        sa.Column("practice_id", ID, nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("length", sa.SmallInteger(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("figures", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("counted", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["practice_id"], ["practices.id"], name="fk_windows_practice_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_windows"),
        sa.UniqueConstraint("practice_id", "first_number", name="uq_windows_practice_id_first_number"),
    )
    op.create_index(
        "uq_windows_running",
        "windows",
        ["practice_id"],
        unique=True,
        sqlite_where=RUNNING,
        postgresql_where=RUNNING,
    )
    op.create_index("ix_windows_closed_at", "windows", ["closed_at"])
    op.create_table(
        "window_people",
        sa.Column("window_id", ID, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["window_id"], ["windows.id"], name="fk_window_people_window_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_window_people_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("window_id", "role", "person_id", name="pk_window_people"),
    )
    op.create_index("ix_window_people_person", "window_people", ["person_id"])


def downgrade() -> None:
    op.drop_table("window_people")
    op.drop_table("windows")
