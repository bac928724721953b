"""Cycles: when a practice looked back, what it learnt (every version, nobody's name), and what it decided."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import ColumnElement, delete, func, select, update

from rules.learning import Cycle, Lesson, Next, is_to_be_asked
from storage import experiment_statuses, scrubbing
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import answers, cycles, design_questions, experiments, inbox, lessons

_CYCLE = (
    cycles.c.id,
    cycles.c.number,
    cycles.c.status,
    cycles.c.opened_at,
    cycles.c.next,
    cycles.c.decided_at,
    cycles.c.outcome,
    cycles.c.outcome_at,
)


async def of_experiments(connection: Connection, experiment_ids: Collection[int]) -> dict[int, list[Cycle]]:
    """By experiment its cycles with their lessons, the oldest first; [] for one without."""
    mine = cycles.c.experiment_id.in_(experiment_ids)
    learnt = await _lessons(connection, experiment_ids)
    found: dict[int, list[Cycle]] = defaultdict(list)
    rows = select(cycles.c.experiment_id, *_CYCLE).where(mine).order_by(cycles.c.experiment_id, cycles.c.number)
    for experiment_id, cycle_id, *values, outcome, outcome_at in await connection.execute(rows):
        cycle = replace(Cycle(cycle_id, *values), outcome=outcome, outcome_at=outcome_at)
        found[experiment_id].append(replace(cycle, lessons=tuple(learnt[cycle_id])))
    return found


async def _lessons(connection: Connection, experiment_ids: Collection[int]) -> dict[int, list[Lesson]]:
    found = select(lessons.c.cycle_id, lessons.c.id, lessons.c.text, lessons.c.said_at).join_from(lessons, cycles)
    found = found.where(cycles.c.experiment_id.in_(experiment_ids)).order_by(lessons.c.id)
    learnt: dict[int, list[Lesson]] = defaultdict(list)
    for cycle_id, *values in await connection.execute(found):
        learnt[cycle_id].append(Lesson(*values))
    return learnt


async def of_practices(
    connection: Connection, practice_ids: Collection[int], looks_back: Collection[str]
) -> dict[int, int]:
    """The experiments (id) of these practices whose status is one to look back at, each with its practice (id)."""
    return await _to_look_back_at(connection, looks_back, design_questions.c.practice_id.in_(practice_ids))


async def reported_between(
    connection: Connection, begin: datetime, end: datetime, looks_back: Collection[str]
) -> dict[int, int]:
    """The same everywhere, of what was reported at `begin` or later and before `end` (aware times)."""
    then = (experiments.c.reported_at >= begin) & (experiments.c.reported_at < end)
    return await _to_look_back_at(connection, looks_back, then)


async def _to_look_back_at(
    connection: Connection, looks_back: Collection[str], which: ColumnElement[bool]
) -> dict[int, int]:
    found = select(experiments.c.id, design_questions.c.practice_id).join_from(experiments, design_questions)
    rows = await connection.execute(found.where(which, experiments.c.status.in_(looks_back)))
    return {row[0]: row[1] for row in rows}


async def open_asked(
    connection: Connection, practice_of: Mapping[int, int], looks_back: Collection[str], now: datetime
) -> set[int]:
    """Opens a cycle for each of these experiments whose status asks for it, or asks once more in the open one.

    practice_of: by experiment (id) its practice; one that ended meanwhile taught something too. Returns the practices
    in which one was asked for.
    """
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
    """A new cycle, or the open one with this status. status: what asks for it; None: the coordinator does."""
    if status is not None:
        is_open = (cycles.c.experiment_id == experiment_id) & cycles.c.decided_at.is_(None)
        await connection.execute(update(cycles).where(is_open).values(status=status))
    number = select(func.count() + 1).where(cycles.c.experiment_id == experiment_id).scalar_subquery()
    row = {"experiment_id": experiment_id, "number": number, "status": status, "opened_at": now}
    await connection.execute(insert(connection, cycles).values(row).on_conflict_do_nothing())


async def keep_outcomes(connection: Connection, round_ids: Collection[int], question: str, now: datetime) -> None:
    """What participants last said in these closed rounds of whether it came true, with the newest cycle of each.

    question: the key of what they were asked. What was said of a cycle that is decided stays; whose word it is, and
    when they said it, is not kept.
    """
    said = (
        select(answers.c.experiment_id, answers.c.option)
        .where(answers.c.round_id.in_(round_ids), answers.c.question == question, answers.c.option.is_not(None))
        .order_by(answers.c.answered_at, answers.c.id)
    )
    outcomes = {row[0]: row[1] for row in await connection.execute(said)}
    known = await of_experiments(connection, outcomes)
    for experiment_id, outcome in outcomes.items():
        last = known[experiment_id][-1] if known[experiment_id] else None
        if last and (last.is_open or last.outcome is None):
            await keep_outcome(connection, last.id, outcome, now)


async def keep_outcome(connection: Connection, cycle_id: int, outcome: str, now: datetime) -> None:
    """The option of whether it came true, with this cycle."""
    one = update(cycles).where(cycles.c.id == cycle_id)
    await connection.execute(one.values(outcome=outcome, outcome_at=now))


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
