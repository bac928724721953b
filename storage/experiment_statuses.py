"""Since when each experiment has had which status; whoever reported it is not kept."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ColumnElement, select

from rules.learning import StatusSince
from storage.connection import Connection
from storage.tables import design_questions, experiment_statuses, experiments

_NEWEST = (
    select(experiment_statuses.c.status)
    .where(experiment_statuses.c.experiment_id == experiments.c.id)
    .order_by(experiment_statuses.c.id.desc())
    .limit(1)
    .correlate(experiments)
    .scalar_subquery()
)


async def note_in(connection: Connection, practice_ids: Collection[int]) -> None:
    """Keeps what has changed in these practices since it was last kept."""
    of_practice = select(design_questions.c.id).where(design_questions.c.practice_id.in_(practice_ids))
    await _note(connection, experiments.c.design_question_id.in_(of_practice))


async def note(connection: Connection, experiment_ids: Collection[int]) -> None:
    """The same, of these experiments."""
    await _note(connection, experiments.c.id.in_(experiment_ids))


async def _note(connection: Connection, which: ColumnElement[bool]) -> None:
    changed = select(experiments.c.id, experiments.c.status, experiments.c.reported_at).where(
        which, experiments.c.reported_at.is_not(None), experiments.c.status.is_distinct_from(_NEWEST)
    )
    columns = ["experiment_id", "status", "since"]
    await connection.execute(experiment_statuses.insert().from_select(columns, changed))


async def history(connection: Connection, experiment_ids: Collection[int]) -> dict[int, list[StatusSince]]:
    """By experiment its statuses, the oldest first; [] for one without."""
    one = experiment_statuses.c
    found = select(one.experiment_id, one.status, one.since).where(one.experiment_id.in_(experiment_ids))
    statuses: dict[int, list[StatusSince]] = defaultdict(list)
    for experiment_id, status, since in await connection.execute(found.order_by(one.id)):
        statuses[experiment_id].append(StatusSince(status, since))
    return statuses
