"""Design questions, the experiments under them, and who works on which."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from sqlalchemy import Row, Select, delete, select, update

from rules.summary import DesignQuestionState, ExperimentState
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import design_questions, experiment_members, experiments, memberships


class Experiment(Struct, frozen=True):
    """An experiment to choose from."""

    id: int
    title: str


async def put_design_question(
    connection: Connection, practice_id: int, key: str, central: str, text: str, position: int, now: datetime
) -> int:
    """A design question of a practice by its key: added, or reworded when it was there. Returns its id."""
    said = {"central": central, "text": text, "position": position}
    statement = insert(connection, design_questions).values(practice_id=practice_id, key=key, created_at=now, **said)
    statement = statement.on_conflict_do_update(index_elements=["practice_id", "key"], set_=said).returning(
        design_questions.c.id
    )
    return int((await connection.execute(statement)).scalar_one())


async def put_experiment(
    connection: Connection, design_question_id: int, key: str, title: str, position: int, now: datetime
) -> int:
    """An experiment under a design question by its key: added, or renamed when it was there. Returns its id."""
    said = {"title": title, "position": position}
    statement = insert(connection, experiments).values(
        design_question_id=design_question_id, key=key, created_at=now, **said
    )
    statement = statement.on_conflict_do_update(index_elements=["design_question_id", "key"], set_=said).returning(
        experiments.c.id
    )
    return int((await connection.execute(statement)).scalar_one())


async def running(connection: Connection, practice_id: int) -> list[Experiment]:
    """The experiments of a practice that have not ended, in order."""
    return [Experiment(*row) for row in await connection.execute(_running(practice_id))]


async def begun_between(connection: Connection, practice_id: int, begin: datetime, end: datetime) -> list[Experiment]:
    """Those of them that were added at `begin` or later, and before `end` (aware times)."""
    then = (experiments.c.created_at >= begin) & (experiments.c.created_at < end)
    return [Experiment(*row) for row in await connection.execute(_running(practice_id).where(then))]


async def where_begun(connection: Connection, at: datetime) -> list[int]:
    """The practices (ids) to which experiments were added at exactly this moment, as by a file."""
    found = select(design_questions.c.practice_id).join_from(experiments, design_questions)
    return list(await connection.scalars(found.where(experiments.c.created_at == at).distinct()))


def _running(practice_id: int) -> Select[tuple[int, str]]:
    found = select(experiments.c.id, experiments.c.title).join_from(experiments, design_questions)
    return found.where(
        design_questions.c.practice_id == practice_id,
        experiments.c.ended_at.is_(None),
        design_questions.c.ended_at.is_(None),
    ).order_by(design_questions.c.position, design_questions.c.id, experiments.c.position, experiments.c.id)


async def of_member(connection: Connection, membership_id: int) -> set[int]:
    """The ids of the experiments somebody works on."""
    mine = select(experiment_members.c.experiment_id).where(experiment_members.c.membership_id == membership_id)
    return set((await connection.scalars(mine)).all())


async def toggle(connection: Connection, membership_id: int, experiment_id: int) -> None:
    """Works on it, or no longer."""
    row = {"membership_id": membership_id, "experiment_id": experiment_id}
    gone = delete(experiment_members).where(
        experiment_members.c.membership_id == membership_id, experiment_members.c.experiment_id == experiment_id
    )
    if (await connection.execute(gone)).rowcount == 0:
        await connection.execute(experiment_members.insert().values(row))


async def set_status(connection: Connection, experiment_id: int, status: str, now: datetime) -> None:
    """The latest word on an experiment, whoever says it."""
    await connection.execute(
        update(experiments).where(experiments.c.id == experiment_id).values(status=status, reported_at=now)
    )


async def report(
    connection: Connection, experiment_id: int, person_id: int, status: str, now: datetime, *, counts: bool = True
) -> None:
    """The latest word on an experiment: its status and when, and that this person has now reported on it.

    counts: whether it is a word on the experiment: see headcounts.is_in_earnest.
    """
    if counts:
        await set_status(connection, experiment_id, status, now)
    await _reported_by(connection, [experiment_id], person_id, now)


async def _reported_by(connection: Connection, experiment_ids: Collection[int], person_id: int, now: datetime) -> None:
    from_person = experiment_members.c.membership_id.in_(_memberships_of(person_id))
    reported = update(experiment_members).where(experiment_members.c.experiment_id.in_(experiment_ids), from_person)
    await connection.execute(reported.values(reported_at=now))


async def unchanged(
    connection: Connection, experiment_ids: Collection[int], person_id: int, now: datetime, *, counts: bool = True
) -> None:
    """This person says that nothing changed: what was reported of these experiments is confirmed, if it counts."""
    if counts:
        known = update(experiments).where(experiments.c.id.in_(experiment_ids), experiments.c.status.is_not(None))
        await connection.execute(known.values(reported_at=now))
    await _reported_by(connection, experiment_ids, person_id, now)


def _memberships_of(person_id: int) -> Select[tuple[int]]:
    return select(memberships.c.id).where(memberships.c.person_id == person_id)


async def states(
    connection: Connection, practice_ids: Iterable[int], since: Mapping[int, datetime] = MappingProxyType({})
) -> dict[int, tuple[DesignQuestionState, ...]]:
    """By practice: its running design questions with the latest status of their running experiments.

    since: by practice, from when on also those that ended meanwhile.
    """
    asked = (
        select(design_questions)
        .where(design_questions.c.practice_id.in_(list(practice_ids)), design_questions.c.central != "")
        .order_by(design_questions.c.position, design_questions.c.id)
    )
    questions = [one for one in await connection.execute(asked) if _ran(one, since.get(one.practice_id))]
    tried = (
        select(experiments)
        .where(experiments.c.design_question_id.in_([one.id for one in questions]))
        .order_by(experiments.c.position, experiments.c.id)
    )
    under: dict[int, list[Row[Any]]] = {}
    for row in await connection.execute(tried):
        under.setdefault(row.design_question_id, []).append(row)
    found: dict[int, tuple[DesignQuestionState, ...]] = {}
    for one in questions:
        ran = (_state(row) for row in under.get(one.id, ()) if _ran(row, since.get(one.practice_id)))
        found[one.practice_id] = (
            *found.get(one.practice_id, ()),
            DesignQuestionState(one.text, one.central, tuple(ran)),
        )
    return found


def _ran(one: Row[Any], since: datetime | None) -> bool:
    return one.ended_at is None or (since is not None and one.ended_at >= since)


def _state(row: Row[Any]) -> ExperimentState:
    reported_at = row.reported_at.isoformat() if row.reported_at else None
    return ExperimentState(row.title, row.status, reported_at, row.created_at.isoformat())
