"""Everything that practices have, read as a whole, and made into something else as a whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, delete, select, update

from rules.inventory import DesignQuestion, Experiment, Inventory, Practice
from rules.practice import free_slug
from storage import expectations
from storage.connection import Connection
from storage.tables import (
    answers,
    check_in_experiments,
    cycles,
    design_questions,
    experience_cards,
    experiment_members,
    experiments,
    invitations,
    memberships,
    outside_participants,
    practices,
    rounds,
    takeovers,
)


async def of_practices(connection: Connection, practice_id: int | None = None) -> Inventory:
    """What every practice that is not closed has, in the programme's order; or what this one has."""
    wanted = select(practices).where(practices.c.closed_at.is_(None)).order_by(practices.c.id)
    if practice_id is not None:
        wanted = wanted.where(practices.c.id == practice_id)
    rows = (await connection.execute(wanted)).all()
    ids = [row.id for row in rows]
    questions, outside = await _questions(connection, ids), await _outside(connection, ids)
    begun = design_questions.c.ended_at.is_not(None) & (design_questions.c.central != "")
    ended = await _ended(connection, design_questions.c.practice_id, design_questions.c.text, begun, ids)
    return tuple(
        Practice(
            id=row.id,
            name=row.name,
            region=row.region,
            latitude=row.latitude,
            longitude=row.longitude,
            core_theme=row.core_theme,
            questions=tuple(questions.get(row.id, ())),
            outside=outside.get(row.id, {}),
            ended=ended.get(row.id, ()),
        )
        for row in rows
    )


async def _questions(connection: Connection, practice_ids: Sequence[int]) -> dict[int, list[DesignQuestion]]:
    running = design_questions.c.practice_id.in_(practice_ids) & design_questions.c.ended_at.is_(None)
    in_order = select(design_questions).where(running).order_by(design_questions.c.position, design_questions.c.id)
    rows = (await connection.execute(in_order)).all()
    ids = [row.id for row in rows]
    under = await _experiments(connection, ids)
    over = experiments.c.ended_at.is_not(None)
    ended = await _ended(connection, experiments.c.design_question_id, experiments.c.title, over, ids)
    found: dict[int, list[DesignQuestion]] = {}
    for row in rows:
        one = DesignQuestion(row.id, row.central, row.text, tuple(under.get(row.id, ())), ended.get(row.id, ()))
        found.setdefault(row.practice_id, []).append(one)
    return found


async def _experiments(connection: Connection, question_ids: Sequence[int]) -> dict[int, list[Experiment]]:
    running = experiments.c.design_question_id.in_(question_ids) & experiments.c.ended_at.is_(None)
    in_order = select(experiments).where(running).order_by(experiments.c.position, experiments.c.id)
    rows = (await connection.execute(in_order)).all()
    expected = await expectations.newest(connection, [row.id for row in rows])
    found: dict[int, list[Experiment]] = {}
    for row in rows:
        expectation = expected[row.id].text if row.id in expected else None
        one = Experiment(row.id, row.title, row.status, row.reported_at, expectation)
        found.setdefault(row.design_question_id, []).append(one)
    return found


async def _ended(
    connection: Connection, owner: Column[int], words: Column[str], is_over: ColumnElement[bool], ids: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    """By what they belong to, the words of what ended."""
    over = select(owner, words).where(owner.in_(ids), is_over).order_by(words.table.c.id)
    found: dict[int, tuple[str, ...]] = {}
    for owner_id, text in await connection.execute(over):
        found[owner_id] = (*found.get(owner_id, ()), text)
    return found


async def _outside(connection: Connection, practice_ids: Sequence[int]) -> dict[int, dict[str | None, int]]:
    counted = select(outside_participants).where(outside_participants.c.practice_id.in_(practice_ids))
    found: dict[int, dict[str | None, int]] = {}
    for row in await connection.execute(counted.order_by(outside_participants.c.id)):
        found.setdefault(row.practice_id, {})[row.organisation] = row.number
    return found


async def bring_about(connection: Connection, before: Inventory, after: Inventory, now: datetime) -> None:
    """Writes what is different in `after`, where a practice, question or experiment without an id is a new one.

    Nothing is removed, but for participants outside the bot, of whom a practice has what `after` says.
    """
    standing = {practice.id: practice for practice in before}
    for practice in after:
        was = standing.get(practice.id)
        if practice != was:
            await _bring_about(connection, was, practice, now)


async def take_back(connection: Connection, before: Inventory, after: Inventory, now: datetime) -> bool:
    """Makes `after`, which an import made of `before`, into that again. False when it is too late: nothing is written.

    Too late: one of these practices is no longer as it was made, or something hangs on what was added.
    """
    standing = {practice.id: practice for practice in await of_practices(connection)}
    added = _added(before, after)
    if any(standing.get(one.id) != one for one in after) or await _is_built_on(connection, added):
        return False
    for table, ids in added.items():
        await connection.execute(delete(table).where(table.c.id.in_(ids)))
    await _take_back_expectations(connection, before, after)
    left = {practice.id: practice for practice in await of_practices(connection)}
    for practice in before:
        await _bring_about(connection, left[practice.id], practice, now)
    return True


async def _take_back_expectations(connection: Connection, before: Inventory, after: Inventory) -> None:
    """The versions that the import wrote go; those before them count again."""
    was = {one.id: one.expectation for one in _tried(before)}
    written = [one.id for one in _tried(after) if one.id in was and one.expectation != was[one.id]]
    for experiment_id in written:
        newest = (await expectations.newest(connection, [experiment_id or 0])).get(experiment_id or 0)
        if newest:
            await expectations.remove(connection, experiment_id or 0, newest.id)


def _tried(inventory: Inventory) -> Iterator[Experiment]:
    return (one for practice in inventory for question in practice.questions for one in question.experiments)


def _added(before: Inventory, after: Inventory) -> dict[Table, set[int | None]]:
    """The ids that are in `after` alone, by table: what is below others first."""

    def ids(inventory: Inventory) -> tuple[set[int | None], ...]:
        asked = [question for practice in inventory for question in practice.questions]
        tried = {one.id for question in asked for one in question.experiments}
        return tried, {question.id for question in asked}, {practice.id for practice in inventory}

    were, are = ids(before), ids(after)
    return {table: new - old for table, old, new in zip(_BELOW_FIRST, were, are, strict=True)}


_BELOW_FIRST = (experiments, design_questions, practices)
#: What hangs on what an import may add: by then it is too late to take it back.
_HANGS_ON = {
    experiments: (
        answers.c.experiment_id,
        experiment_members.c.experiment_id,
        check_in_experiments.c.experiment_id,
        experience_cards.c.experiment_id,
        cycles.c.experiment_id,
        takeovers.c.experiment_id,
    ),
    practices: (memberships.c.practice_id, invitations.c.practice_id, rounds.c.practice_id),
}


async def _is_built_on(connection: Connection, added: Mapping[Table, set[int | None]]) -> bool:
    for table, columns in _HANGS_ON.items():
        for column in columns:
            if await connection.scalar(select(column).where(column.in_(added[table])).limit(1)) is not None:
                return True
    return False


async def _bring_about(connection: Connection, was: Practice | None, practice: Practice, now: datetime) -> None:
    practice_id = await _put_practice(connection, was, practice, now)
    before = {question.id: question for question in was.questions} if was else {}
    ids = [await _put_question(connection, practice_id, before.get(one.id), one, now) for one in practice.questions]
    await _place(connection, design_questions, list(before), ids)
    for question_id, one in zip(ids, practice.questions, strict=True):
        standing = before.get(one.id)
        await _put_experiments(connection, question_id, standing.experiments if standing else (), one.experiments, now)
    if practice.outside != (was.outside if was else {}):
        await _put_outside(connection, practice_id, practice)


async def _put_practice(connection: Connection, was: Practice | None, practice: Practice, now: datetime) -> int:
    place = {
        "name": practice.name,
        "region": practice.region,
        "latitude": practice.latitude,
        "longitude": practice.longitude,
    }
    said: dict[str, Any] = place | {"core_theme": practice.core_theme}
    if any(getattr(was, name, None) != value for name, value in place.items()):
        said["renamed_at"] = now  # or the programme file would undo it at the next start
    if practice.id is None:
        taken = (await connection.scalars(select(practices.c.slug))).all()
        added = practices.insert().values(slug=free_slug(practice.name, taken), created_at=now, rounds_from=now, **said)
        return int((await connection.execute(added.returning(practices.c.id))).scalar_one())
    await connection.execute(update(practices).where(practices.c.id == practice.id).values(**said))
    return practice.id


async def _put_question(
    connection: Connection, practice_id: int, was: DesignQuestion | None, question: DesignQuestion, now: datetime
) -> int:
    said = {"central": question.central, "text": question.text}
    if question.id is None:
        row = {"practice_id": practice_id, "position": 0, "created_at": now, **said}
        added = design_questions.insert().values(row).returning(design_questions.c.id)
        return int((await connection.execute(added)).scalar_one())
    if was is None or (was.central, was.text) != (question.central, question.text):
        mine = design_questions.c.id == question.id
        await connection.execute(update(design_questions).where(mine).values(**said))
    return question.id


async def _put_experiments(
    connection: Connection, question_id: int, was: Sequence[Experiment], becomes: Sequence[Experiment], now: datetime
) -> None:
    standing = {one.id: one for one in was}
    ids = [await _put_experiment(connection, question_id, standing.get(one.id), one, now) for one in becomes]
    await _place(connection, experiments, list(standing), ids)


async def _put_experiment(
    connection: Connection, question_id: int, was: Experiment | None, experiment: Experiment, now: datetime
) -> int:
    said: dict[str, Any] = {"title": experiment.title}
    if experiment.status != (was.status if was else None):
        since = experiment.reported_at or (now if experiment.status else None)
        said |= {"status": experiment.status, "reported_at": since}
    if experiment.id is None:
        row = {"design_question_id": question_id, "position": 0, "created_at": now, **said}
        added = experiments.insert().values(row).returning(experiments.c.id)
        experiment_id = int((await connection.execute(added)).scalar_one())
    else:
        experiment_id = experiment.id
        if was != experiment:
            await connection.execute(update(experiments).where(experiments.c.id == experiment_id).values(**said))
    if experiment.expectation and experiment.expectation != (was.expectation if was else None):
        await expectations.write(connection, experiment_id, experiment.expectation, now)
    return experiment_id


async def _place(connection: Connection, table: Table, before: Iterable[int | None], ids: Sequence[int]) -> None:
    """Numbers what is in another order than it was, or has something new between it."""
    if list(before) != list(ids):
        for position, one in enumerate(ids, start=1):
            await connection.execute(update(table).where(table.c.id == one).values(position=position))


async def _put_outside(connection: Connection, practice_id: int, practice: Practice) -> None:
    here = outside_participants.c.practice_id == practice_id
    await connection.execute(delete(outside_participants).where(here))
    rows = [
        {"practice_id": practice_id, "organisation": organisation, "number": number}
        for organisation, number in practice.outside.items()
    ]
    if rows:
        await connection.execute(outside_participants.insert(), rows)
