"""What practices expected, tried and found: expectations, cycles and lessons; what is recommended, and where it went."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("experiments") as experiments:
        experiments.add_column(sa.Column("recommended_at", TIME))
        experiments.add_column(sa.Column("readiness", sa.SmallInteger()))
    _add_what_was_learnt()
    _add_replies()
    _add_introductions()


def _add_what_was_learnt() -> None:
    _table(
        "expectations",
        _to("experiments", "experiment_id"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(8)),
        sa.Column("said_at", TIME, nullable=False),
    )
    op.create_index("ix_expectations_experiment", "expectations", ["experiment_id", "id"])
    op.create_table(
        "takeovers",
        sa.Column("experiment_id", ID, nullable=False),
        sa.Column("from_id", ID, nullable=False),
        *(
            sa.ForeignKeyConstraint([key], ["experiments.id"], name=f"fk_takeovers_{key}", ondelete="CASCADE")
            for key in ("experiment_id", "from_id")
        ),
        sa.PrimaryKeyConstraint("experiment_id", name="pk_takeovers"),
    )
    op.create_index("ix_takeovers_from", "takeovers", ["from_id"])
    _table(
        "experiment_statuses",
        _to("experiments", "experiment_id"),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("since", TIME, nullable=False),
    )
    op.create_index("ix_experiment_statuses_experiment", "experiment_statuses", ["experiment_id", "id"])
    _table(
        "cycles",
        _to("experiments", "experiment_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(16)),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("next", sa.String(9)),
        sa.Column("decided_at", TIME),
        sa.UniqueConstraint("experiment_id", "number", name="uq_cycles_experiment_id_number"),
    )
    _index("uq_cycles_open", "cycles", ["experiment_id"], "decided_at IS NULL", unique=True)
    _table(
        "lessons",
        _to("cycles", "cycle_id"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", TIME, nullable=False),
    )
    op.create_index("ix_lessons_cycle", "lessons", ["cycle_id", "id"])


def _add_replies() -> None:
    _table(
        "replies",
        _to("practices", "practice_id"),
        _to("people", "person_id"),
        _to("rounds", "round_id", nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.Column("approved_at", TIME),
    )
    _index("uq_replies_waiting", "replies", ["practice_id"], "round_id IS NULL", unique=True)
    op.create_index("ix_replies_round", "replies", ["round_id"])
    op.create_index("ix_replies_person", "replies", ["person_id"])


def _add_introductions() -> None:
    _table(
        "introductions",
        _to("experiments", "experiment_id"),
        _to("practices", "practice_id"),
        _to("people", "person_id"),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("answered_at", TIME),
        _to("people", "agreed_by", nullable=True),
    )
    _index(
        "uq_introductions_open",
        "introductions",
        ["experiment_id", "practice_id"],
        "answered_at IS NULL",
        unique=True,
    )
    op.create_index("ix_introductions_person", "introductions", ["person_id"])
    _index("ix_introductions_agreed_by", "introductions", ["agreed_by"], "agreed_by IS NOT NULL")


def _to(table: str, column: str, *, nullable: bool = False) -> tuple[sa.Column[Any], str]:
    return sa.Column(column, ID, nullable=nullable), table


def _table(name: str, *parts: Any) -> None:
    """With an id; a part made by `_to` is a column that points at another table."""
    columns: list[Any] = []
    for part in parts:
        if isinstance(part, tuple):
            column, table = part
            key = f"fk_{name}_{column.name}"
            columns += [column, sa.ForeignKeyConstraint([column.name], [f"{table}.id"], name=key, ondelete="CASCADE")]
        else:
            columns.append(part)
    op.create_table(
        name, sa.Column("id", ID, nullable=False), *columns, sa.PrimaryKeyConstraint("id", name=f"pk_{name}")
    )


def _index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    only = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    for table in ("introductions", "replies", "lessons", "cycles", "experiment_statuses", "takeovers", "expectations"):
        op.drop_table(table)
    with op.batch_alter_table("experiments") as experiments:
        experiments.drop_column("readiness")
        experiments.drop_column("recommended_at")
