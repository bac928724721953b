"""Cycles: when a practice looked back, what it learnt (every version, nobody's name), and what it decided."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, func, select, update

from rules.learning import Cycle, Lesson, Next, is_to_be_asked
from storage import experiment_statuses, scrubbing
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import cycles, design_questions, experiments, inbox, lessons

_CYCLE = (cycles.c.id, cycles.c.number, cycles.c.status, cycles.c.opened_at, cycles.c.next, cycles.c.decided_at)


async def of_experiments(connection: Connection, experiment_ids: Collection[int]) -> dict[int, list[Cycle]]:
    """By experiment its cycles with their lessons, the oldest first; [] for one without."""
    mine = cycles.c.experiment_id.in_(experiment_ids)
    learnt = await _lessons(connection, experiment_ids)
    found: dict[int, list[Cycle]] = defaultdict(list)
    rows = select(cycles.c.experiment_id, *_CYCLE).where(mine).order_by(cycles.c.experiment_id, cycles.c.number)
    for experiment_id, cycle_id, *values in await connection.execute(rows):
        found[experiment_id].append(replace(Cycle(cycle_id, *values), lessons=tuple(learnt[cycle_id])))
    return found


async def _lessons(connection: Connection, experiment_ids: Collection[int]) -> dict[int, list[Lesson]]:
    found = select(lessons.c.cycle_id, lessons.c.id, lessons.c.text, lessons.c.said_at).join_from(lessons, cycles)
    found = found.where(cycles.c.experiment_id.in_(experiment_ids)).order_by(lessons.c.id)
    learnt: dict[int, list[Lesson]] = defaultdict(list)
    for cycle_id, *values in await connection.execute(found):
        learnt[cycle_id].append(Lesson(*values))
    return learnt


async def open_asked(
    connection: Connection, practice_ids: Collection[int], looks_back: Collection[str], now: datetime
) -> set[int]:
    """Opens a cycle for each running experiment of these practices whose status asks for it.

    Returns the practices in which one was opened.
    """
    running = (
        select(experiments.c.id, design_questions.c.practice_id)
        .join_from(experiments, design_questions)
        .where(design_questions.c.practice_id.in_(practice_ids), experiments.c.status.in_(looks_back))
    )
    practice_of = {row[0]: row[1] for row in await connection.execute(running)}
    statuses = await experiment_statuses.history(connection, practice_of)
    known = await of_experiments(connection, practice_of)
    asked = set()
    for experiment_id, practice_id in practice_of.items():
        last = known[experiment_id][-1] if known[experiment_id] else None
        if is_to_be_asked(statuses[experiment_id], last, looks_back):
            await begin(connection, experiment_id, statuses[experiment_id][-1].status, now)
            asked.add(practice_id)
    return asked


async def begin(connection: Connection, experiment_id: int, status: str | None, now: datetime) -> None:
    """A new cycle, unless one is open. status: what asks for it; None: the coordinator does."""
    number = select(func.count() + 1).where(cycles.c.experiment_id == experiment_id).scalar_subquery()
    row = {"experiment_id": experiment_id, "number": number, "status": status, "opened_at": now}
    await connection.execute(insert(connection, cycles).values(row).on_conflict_do_nothing())


async def newest(connection: Connection, experiment_id: int) -> Cycle | None:
    """The last cycle of an experiment, open or decided."""
    found = (await of_experiments(connection, [experiment_id]))[experiment_id]
    return found[-1] if found else None


async def experiment_of(connection: Connection, cycle_id: int) -> int | None:
    """Whose cycle it is."""
    found: int | None = await connection.scalar(select(cycles.c.experiment_id).where(cycles.c.id == cycle_id))
    return found


async def learn(connection: Connection, cycle_id: int, text: str, now: datetime) -> None:
    """A new version of what was learnt in this cycle, be it decided."""
    await connection.execute(lessons.insert().values(cycle_id=cycle_id, text=text, said_at=now))


async def decide(connection: Connection, cycle_id: int, chosen: Next, now: datetime) -> bool:
    """What is done next, which ends the cycle; False when that was decided already."""
    open_one = update(cycles).where(cycles.c.id == cycle_id, cycles.c.decided_at.is_(None))
    return (await connection.execute(open_one.values(next=chosen, decided_at=now))).rowcount == 1


async def remove_lesson(connection: Connection, experiment_id: int, lesson_id: int) -> bool:
    """This version goes, also out of the files; False when there is none."""
    mine = select(cycles.c.id).where(cycles.c.experiment_id == experiment_id)
    gone = delete(lessons).where(lessons.c.id == lesson_id, lessons.c.cycle_id.in_(mine))
    is_gone = (await connection.execute(gone)).rowcount == 1
    await scrubbing.ask(connection, lessons, inbox)
    return is_gone
