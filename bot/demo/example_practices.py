"""The practices of the example: their core themes, design questions and experiments."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import update

from bot.demo.design_questions import QuestionPlan, work_on
from bot.demo.population import practice_id
from programme.example import DesignQuestion, Example, ExamplePractice
from storage.connection import Connection
from storage.tables import practices


class Workplace(Struct, frozen=True):
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
    key = await practice_id(connection, example.slug)
    await connection.execute(update(practices).where(practices.c.id == key).values(core_theme=example.theme))
    added = await work_on(connection, key, [_plan(question) for question in example.design_questions], now)
    reached = [one.status for question in example.design_questions for one in question.experiments]
    return Workplace(key, dict(zip(added, reached, strict=True)))


def _plan(question: DesignQuestion) -> QuestionPlan:
    return QuestionPlan(
        question.key, question.central, question.title, {one.key: one.title for one in question.experiments}
    )
