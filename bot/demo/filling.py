"""Fills an empty database with the example: practices at work, people who take part, and rounds already held."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.demo import example_learning
from bot.demo.example_people import ExamplePerson, everybody, plan
from bot.demo.example_practices import furnish
from bot.demo.example_rounds import ExampleRound, hold, past_slots
from bot.demo.population import settle
from programme.example import Example
from programme.model import Programme
from rules.access import Role
from storage.database import Database

#: So long before the first example round everybody had joined.
BEFORE = timedelta(days=30)
#: Is told, in Dutch, what has just been filled in.
Progress = Callable[[str], None]


async def fill(
    database: Database, programme: Programme, example: Example, minimum_group: int, now: datetime, progress: Progress
) -> None:
    """Brings in the whole example, its newest round just over at `now`. The practices must be there already."""
    slots = past_slots(programme, now)
    everyone = everybody(example)
    joined = (slots[0].opens_at if slots else now) - BEFORE
    async with database.write() as connection:
        workplaces = await furnish(connection, example, joined)
        await example_learning.expect(connection, example.learning, joined)
        progress(_practices(example))
        plans = [plan(person, workplaces[person.practice], programme.languages[0]) for person in everyone]
        await settle(connection, plans, joined)
        progress(_people(everyone))
    for number, window in enumerate(slots, start=1):
        async with database.write() as connection:
            held = ExampleRound(window, number, programme, minimum_group, workplaces, example.typed)
            await hold(connection, held, everyone)
        progress(f"ronde {number}, {window.opens_on:%d-%m-%Y}")
    async with database.write() as connection:
        await example_learning.look_back(connection, example.learning, slots[-1].closes_at if slots else now)


def _practices(example: Example) -> str:
    questions, experiments = (sum(1 for _ in each()) for each in (example.design_questions, example.experiments))
    return f"{len(example.practices)} praktijken, {questions} ontwerpvragen, {experiments} experimenten"


def _people(everyone: Sequence[ExamplePerson]) -> str:
    participants = sum(person.role is Role.PARTICIPANT for person in everyone)
    return f"{participants} deelnemers, {len(everyone) - participants} mantelzorgers"
