"""Experiments as the coordinators of a practice keep them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update

from rules.access import Role
from rules.experiment import Experiment
from storage import ordering
from storage.connection import Connection
from storage.tables import design_questions, experiment_members, experiments, memberships

_RUNNING = experiments.c.ended_at.is_(None) & design_questions.c.ended_at.is_(None)


def _experiments(*where: ColumnElement[bool]) -> Select[Any]:
    workers = (
        select(func.count())
        .select_from(experiment_members.join(memberships))
        .where(
            experiment_members.c.experiment_id == experiments.c.id,
            memberships.c.role == Role.PARTICIPANT.value,
            memberships.c.registered_at.is_not(None),
            memberships.c.left_at.is_(None),  # who is away counts, as in every headcount: else it tells who stopped
        )
        .correlate(experiments)
        .scalar_subquery()
    )
    one, question = experiments.c, design_questions.c
    told = (one.id, question.practice_id, question.id, one.title, question.text, one.status, one.reported_at)
    learnt = (question.central, one.recommended_at, one.readiness)
    found = select(*told, workers, one.ended_at, question.ended_at, *learnt).join_from(experiments, design_questions)
    return found.where(*where).order_by(question.position, question.id, one.position, one.id)


async def running(connection: Connection, practice_id: int) -> list[Experiment]:
    """Those that check-ins ask about, by design question, in the practice's own order."""
    rows = await connection.execute(_experiments(design_questions.c.practice_id == practice_id, _RUNNING))
    return [Experiment(*row) for row in rows]


async def ended(connection: Connection, practice_id: int) -> list[Experiment]:
    """Those that ended, by themselves or with their design question."""
    rows = await connection.execute(_experiments(design_questions.c.practice_id == practice_id, ~_RUNNING))
    return [Experiment(*row) for row in rows]


async def get(connection: Connection, experiment_id: int) -> Experiment | None:
    """The experiment with this id."""
    row = (await connection.execute(_experiments(experiments.c.id == experiment_id))).first()
    return Experiment(*row) if row else None


async def add(connection: Connection, question_id: int, title: str, now: datetime) -> int:
    """A new one under this design question, behind the others. Returns its id."""
    row = {"design_question_id": question_id, "title": title, "created_at": now}
    place = await _behind(connection, question_id)
    added = experiments.insert().values(**row, position=place).returning(experiments.c.id)
    return int((await connection.execute(added)).scalar_one())


async def _behind(connection: Connection, question_id: int) -> int:
    return await ordering.last(connection, experiments, experiments.c.design_question_id == question_id)


async def place_under(connection: Connection, experiment_id: int, question_id: int) -> None:
    """Under another design question, behind what is there. Its key was unique under the old one only."""
    place = await _behind(connection, question_id)
    one = update(experiments).where(experiments.c.id == experiment_id)
    await connection.execute(one.values(design_question_id=question_id, position=place, key=None))


async def arrange(connection: Connection, experiment_ids: Sequence[int]) -> None:
    """The order of the running experiments of a design question."""
    await ordering.arrange(connection, experiments, experiment_ids)


async def end(connection: Connection, experiment_id: int, now: datetime) -> bool:
    """No check-in to come asks about it; those that are open still do. Whether it had not ended yet."""
    one = update(experiments).where(experiments.c.id == experiment_id, experiments.c.ended_at.is_(None))
    return (await connection.execute(one.values(ended_at=now))).rowcount > 0


async def reopen(connection: Connection, experiment_id: int) -> bool:
    """It is asked about again. Whether it had ended."""
    one = update(experiments).where(experiments.c.id == experiment_id, experiments.c.ended_at.is_not(None))
    return (await connection.execute(one.values(ended_at=None))).rowcount > 0
