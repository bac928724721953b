"""Design questions, the experiments under them, and who works on which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, select, update

from rules.summary import DesignQuestionState, ExperimentState
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import design_questions, experiment_members, experiments, memberships


@dataclass(frozen=True, slots=True)
class Experiment:
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
    rows = await connection.execute(
        select(experiments.c.id, experiments.c.title)
        .join_from(experiments, design_questions)
        .where(
            design_questions.c.practice_id == practice_id,
            experiments.c.ended_at.is_(None),
            design_questions.c.ended_at.is_(None),
        )
        .order_by(design_questions.c.position, design_questions.c.id, experiments.c.position, experiments.c.id)
    )
    return [Experiment(*row) for row in rows]


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


async def report(connection: Connection, experiment_id: int, person_id: int, status: str, now: datetime) -> None:
    """The latest word on an experiment: its status and when, and that this person has now reported on it."""
    await set_status(connection, experiment_id, status, now)
    from_person = experiment_members.c.membership_id.in_(_memberships_of(person_id))
    await connection.execute(
        update(experiment_members)
        .where(experiment_members.c.experiment_id == experiment_id, from_person)
        .values(reported_at=now)
    )


def _memberships_of(person_id: int) -> Select[tuple[int]]:
    return select(memberships.c.id).where(memberships.c.person_id == person_id)


async def states(connection: Connection, practice_ids: Iterable[int]) -> dict[int, tuple[DesignQuestionState, ...]]:
    """By practice: its running design questions with the latest status of their running experiments."""
    questions = (
        await connection.execute(
            select(
                design_questions.c.practice_id,
                design_questions.c.id,
                design_questions.c.text,
                design_questions.c.central,
            )
            .where(design_questions.c.practice_id.in_(list(practice_ids)), design_questions.c.ended_at.is_(None))
            .order_by(design_questions.c.position, design_questions.c.id)
        )
    ).all()
    found = await _experiment_states(connection, [question.id for question in questions])
    by_practice: dict[int, tuple[DesignQuestionState, ...]] = {}
    for question in questions:
        state = DesignQuestionState(question.text, question.central, tuple(found.get(question.id, ())))
        by_practice[question.practice_id] = (*by_practice.get(question.practice_id, ()), state)
    return by_practice


async def _experiment_states(connection: Connection, question_ids: Sequence[int]) -> dict[int, list[ExperimentState]]:
    rows = await connection.execute(
        select(experiments.c.design_question_id, experiments.c.title, experiments.c.status, experiments.c.reported_at)
        .where(experiments.c.design_question_id.in_(question_ids), experiments.c.ended_at.is_(None))
        .order_by(experiments.c.position, experiments.c.id)
    )
    found: dict[int, list[ExperimentState]] = {}
    for row in rows:
        reported = row.reported_at.isoformat() if row.reported_at else None
        found.setdefault(row.design_question_id, []).append(ExperimentState(row.title, row.status, reported))
    return found
