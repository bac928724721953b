"""Everything that practices have, read as a whole, and made into something else as a whole."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, select, update

from rules.inventory import DesignQuestion, Experiment, Inventory, Practice
from rules.practice import free_slug
from storage.connection import Connection
from storage.tables import design_questions, experiments, outside_participants, practices


async def of_practices(connection: Connection, practice_id: int | None = None) -> Inventory:
    """What every practice that is not closed has, in the programme's order; or what this one has."""
    wanted = select(practices).where(practices.c.closed_at.is_(None)).order_by(practices.c.id)
    if practice_id is not None:
        wanted = wanted.where(practices.c.id == practice_id)
    rows = (await connection.execute(wanted)).all()
    ids = [row.id for row in rows]
    questions, outside = await _questions(connection, ids), await _outside(connection, ids)
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
        )
        for row in rows
    )


async def _questions(connection: Connection, practice_ids: Sequence[int]) -> dict[int, list[DesignQuestion]]:
    running = design_questions.c.practice_id.in_(practice_ids) & design_questions.c.ended_at.is_(None)
    in_order = select(design_questions).where(running).order_by(design_questions.c.position, design_questions.c.id)
    rows = (await connection.execute(in_order)).all()
    under = await _experiments(connection, [row.id for row in rows])
    found: dict[int, list[DesignQuestion]] = {}
    for row in rows:
        one = DesignQuestion(row.id, row.central, row.text, tuple(under.get(row.id, ())))
        found.setdefault(row.practice_id, []).append(one)
    return found


async def _experiments(connection: Connection, question_ids: Sequence[int]) -> dict[int, list[Experiment]]:
    running = experiments.c.design_question_id.in_(question_ids) & experiments.c.ended_at.is_(None)
    in_order = select(experiments).where(running).order_by(experiments.c.position, experiments.c.id)
    found: dict[int, list[Experiment]] = {}
    for row in await connection.execute(in_order):
        found.setdefault(row.design_question_id, []).append(Experiment(row.id, row.title, row.status))
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
        said |= {"status": experiment.status, "reported_at": now}
    if experiment.id is None:
        row = {"design_question_id": question_id, "position": 0, "created_at": now, **said}
        added = experiments.insert().values(row).returning(experiments.c.id)
        return int((await connection.execute(added)).scalar_one())
    if was != experiment:
        await connection.execute(update(experiments).where(experiments.c.id == experiment.id).values(**said))
    return experiment.id


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
