"""The practices of the example: their core themes, design questions and experiments."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from programme.example import Example, ExamplePractice
from storage import experiments, practices, tables
from storage.connection import Connection


@dataclass(frozen=True, slots=True)
class Workplace:
    """A practice that was filled. statuses: where each experiment has got to in the end, by its id, in order."""

    practice_id: int
    statuses: dict[int, str]


def reported(final: str, *, at_first: bool = False) -> str | None:
    """What is said of an experiment: first that it is under way, then where the example says it got to.

    Of a stuck one nothing more is heard, so that there is something silent to see.
    """
    if final == "stuck":
        return final if at_first else None
    return "busy" if at_first and final != "not_started" else final


async def furnish(connection: Connection, example: Example, now: datetime) -> dict[str, Workplace]:
    """Brings in everything the practices work on; by slug. They themselves are there already."""
    return {practice.slug: await _furnish(connection, practice, now) for practice in example.practices}


async def _furnish(connection: Connection, example: ExamplePractice, now: datetime) -> Workplace:
    practice = await practices.by_slug(connection, example.slug)
    assert practice is not None
    themed = update(tables.practices).where(tables.practices.c.id == practice.id)
    await connection.execute(themed.values(core_theme=example.theme))
    statuses: dict[int, str] = {}
    for position, question in enumerate(example.design_questions):
        question_id = await experiments.put_design_question(
            connection, practice.id, question.key, question.central, question.title, position, now
        )
        for place, one in enumerate(question.experiments):
            added = await experiments.put_experiment(connection, question_id, one.key, one.title, place, now)
            statuses[added] = one.status
    return Workplace(practice.id, statuses)
