"""What practices expected, learnt and took over, read as a whole for reports and files."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from rules.learning import Cycle, Expectation
from rules.learnt import Learnt
from storage import cycles, expectations, recommendations
from storage.connection import Connection
from storage.tables import design_questions, experiments, practices, takeovers

_ORIGIN, _ORIGINAL_QUESTION, _ELSEWHERE = experiments.alias(), design_questions.alias(), practices.alias()
_EXPERIMENTS = (
    select(
        experiments.c.id,
        experiments.c.title,
        design_questions.c.central,
        practices.c.name,
        _ELSEWHERE.c.name.label("from_practice"),
        _ORIGIN.c.title.label("from_title"),
    )
    .join_from(experiments, design_questions)
    .join(practices, practices.c.id == design_questions.c.practice_id)
    .join(takeovers, takeovers.c.experiment_id == experiments.c.id, isouter=True)
    .join(_ORIGIN, _ORIGIN.c.id == takeovers.c.from_id, isouter=True)
    .join(_ORIGINAL_QUESTION, _ORIGINAL_QUESTION.c.id == _ORIGIN.c.design_question_id, isouter=True)
    .join(_ELSEWHERE, _ELSEWHERE.c.id == _ORIGINAL_QUESTION.c.practice_id, isouter=True)
    .where(design_questions.c.central != "")
    .order_by(practices.c.name, design_questions.c.position, experiments.c.position, experiments.c.id)
)


async def between(
    connection: Connection, practice_id: int | None, begin: datetime | None, end: datetime | None
) -> list[Learnt]:
    """Of one practice or of all: what was written down from `begin` on and before `end` (aware times; None: ever).

    By practice, in its own order; only experiments of which there is something. As it stood at `end`: what was begun,
    said, decided or recommended from then on is of a later period.
    """
    here = _EXPERIMENTS if practice_id is None else _EXPERIMENTS.where(practices.c.id == practice_id)
    here = here if end is None else here.where(experiments.c.created_at < end)
    rows = (await connection.execute(here)).all()
    ids = [row.id for row in rows]
    expected = await expectations.newest(connection, ids, end)
    looked = await cycles.of_experiments(connection, ids)
    ready = await recommendations.ready(connection, ids, end)
    every = [(row, _within(looked[row.id], begin, end)) for row in rows]
    found = [_learnt(row, expected.get(row.id), within, ready.get(row.id)) for row, within in every]
    return [one for one in found if one.expectation or one.cycles or one.taken_from]


def _within(every: Sequence[Cycle], begin: datetime | None, end: datetime | None) -> tuple[Cycle, ...]:
    recent = [one for one in every if begin is None or one.opened_at >= begin]
    return tuple(recent) if end is None else tuple(one.before(end) for one in recent if one.opened_at < end)


def _learnt(row: Any, expectation: Expectation | None, within: tuple[Cycle, ...], readiness: int | None) -> Learnt:
    origin = (row.from_practice, row.from_title) if row.from_practice else None
    return Learnt(row.id, row.name, row.central, row.title, expectation, within, readiness, origin)
