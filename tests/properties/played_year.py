"""A year of a programme, day by day: people come, answer, leave and are erased; work begins, ends and changes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from bot.demo.design_questions import trying_out, work_on
from bot.demo.population import PersonPlan, practice_id, settle
from programme.model import Programme
from rules.access import Role
from rules.check_in import Given, open_step
from rules.learning import NEXT, READINESS
from rules.question_version import versions
from rules.telling import MINIMUM_GROUP
from scheduler.tick import tick
from storage import (
    answers,
    check_ins,
    cycles,
    erasing,
    expectations,
    experiment_desk,
    experiments,
    memberships,
    practices,
    question_versions,
    recommendations,
)
from storage import design_questions as questions
from storage.connection import Connection
from storage.database import Database
from storage.tables import check_ins as check_in_rows
from storage.tables import design_questions
from storage.tables import experiments as experiment_rows
from storage.tables import memberships as membership_rows
from tests.once import PROGRAMME

#: A quarter to three at night in Amsterdam, just before a quarter begins.
BEGINS = datetime(2026, 9, 30, 0, 45, tzinfo=UTC)
DAY = timedelta(days=1)
HOMES = ("zwolle", "ede")
STATUSES = ("not_started", "busy", "adapted", "stuck", "done", "stopped")


def asked_otherwise() -> Programme:
    """The programme file of half a year on: the first scale is asked the other way round, with an answer less.

    A status has another name, and one of the scales is asked no longer.
    """
    file = PROGRAMME.model_dump(mode="json")
    first = file["forms"][0]["questions"][0]
    first["version"] = 2
    first["options"] = [
        {**one, "key": str(number)} for number, one in enumerate(list(reversed(first["options"]))[:4], 1)
    ]
    del file["forms"][0]["questions"][1]
    (status,) = (one for form in file["forms"] for one in form["questions"] if one["key"] == "status")
    status["version"] = 2
    status["options"][1]["label"]["nl"] = "Aan de gang"
    return Programme.model_validate(file)


@dataclass
class Year:
    """The programme at work. programme: as its file is now."""

    database: Database
    chance: Random
    programme: Programme = PROGRAMME
    now: datetime = BEGINS
    away: int = 0
    numbers: int = 1000
    manager: int = field(init=False, default=0)

    async def begins(self) -> None:
        """People and work in two practices, and somebody who leads the programme."""
        async with self.database.write() as connection:
            await question_versions.keep(connection, versions(self.programme), self.now)
            for slug in HOMES:
                await work_on(connection, await practice_id(connection, slug), [trying_out("Een", "Twee")], self.now)
                for role, number in ((Role.CAREGIVER, 14), (Role.PARTICIPANT, 9)):
                    for _ in range(number):
                        await self._joins(connection, slug, role)
            (self.manager,) = await settle(connection, [PersonPlan(999, [Role.MANAGER], None)], self.now)

    async def passes_day(self) -> None:
        """The tick after midnight, the day's events, and the tick of noon; after an outage days later."""
        self.now += DAY
        if self.away:
            self.away -= 1
            return
        await self._ticks(self.now)
        async with self.database.write() as connection:
            for happens in self.chance.sample(EVENTS, 2):
                await happens(self, connection)
        await self._ticks(self.now + timedelta(hours=11))
        async with self.database.write() as connection:
            await self._answer(connection)
        self.away = self.chance.choice((0,) * 30 + (2, 7))

    async def changes_the_file(self) -> None:
        self.programme = asked_otherwise()
        async with self.database.write() as connection:
            await question_versions.keep(connection, versions(self.programme), self.now)

    async def _ticks(self, at: datetime) -> None:
        done = await tick(self.database, self.programme, MINIMUM_GROUP, at)
        assert not done.failed

    async def _answer(self, connection: Connection) -> None:
        """Most of those who have an open check-in fill it in."""
        unfinished = select(check_in_rows.c.person_id).where(check_in_rows.c.finished_at.is_(None))
        joined = select(membership_rows.c.person_id).where(membership_rows.c.person_id.in_(unfinished))
        # In the order they came in: an id is drawn at random, and a seed plays the same year each time.
        in_order = (await connection.scalars(joined.order_by(membership_rows.c.id))).all()
        for person_id in dict.fromkeys(in_order):
            check_in = await check_ins.open_of(connection, person_id, self.programme)
            if check_in is None or self.chance.random() < 0.4:
                continue
            said: dict[str, Given] = {}
            while step := open_step(check_in.steps, said):
                options = step.question.options
                said[step.key] = Given(self.chance.choice(options).key) if options else Given()
                await answers.write(connection, check_in, step, said[step.key], self.now)

    async def _joins(self, connection: Connection, slug: str, role: Role) -> None:
        self.numbers += 1
        kind = self.chance.choice(self.programme.organisation_types).key if role is Role.PARTICIPANT else None
        home = await practice_id(connection, slug)
        await settle(connection, [PersonPlan(self.numbers, [role], home, organisation=kind)], self.now)

    async def somebody(self, connection: Connection) -> int:
        """Who takes part somewhere."""
        here = select(membership_rows.c.person_id).where(
            membership_rows.c.left_at.is_(None), membership_rows.c.role != Role.MANAGER.value
        )
        return int(self.chance.choice((await connection.scalars(here.order_by(membership_rows.c.id))).all()))

    async def one_of(self, connection: Connection, table: Any) -> int:
        return int(self.chance.choice(sorted((await connection.scalars(select(table.c.id))).all())))


Happens = Callable[[Year, Connection], Awaitable[object]]


async def joins(year: Year, connection: Connection) -> None:
    await year._joins(connection, year.chance.choice(HOMES), year.chance.choice((Role.CAREGIVER, Role.PARTICIPANT)))


async def leaves(year: Year, connection: Connection) -> None:
    await memberships.stop_answering(connection, await year.somebody(connection), year.now)


async def is_erased(year: Year, connection: Connection) -> None:
    await erasing.erase(connection, await year.somebody(connection), year.now)


async def begins_something(year: Year, connection: Connection) -> None:
    question = await year.one_of(connection, design_questions)
    await experiment_desk.add(connection, question, f"Proef {year.now:%j}", year.now)


async def ends_something(year: Year, connection: Connection) -> None:
    await experiment_desk.end(connection, await year.one_of(connection, experiment_rows), year.now)


async def ends_a_question(year: Year, connection: Connection) -> None:
    await questions.end(connection, await year.one_of(connection, design_questions), year.now)


async def opens_it_again(year: Year, connection: Connection) -> None:
    await questions.reopen(connection, await year.one_of(connection, design_questions))


async def asks_something_new(year: Year, connection: Connection) -> None:
    home = await practice_id(connection, year.chance.choice(HOMES))
    question = await questions.write_down(connection, home, f"Hoe dan? {year.now:%j}", year.now)
    await questions.tie(connection, question, "goed")


async def goes_on(year: Year, connection: Connection) -> None:
    one = await year.one_of(connection, experiment_rows)
    await experiments.set_status(connection, one, year.chance.choice(STATUSES), year.now)


async def looks_back(year: Year, connection: Connection) -> None:
    """Somebody says what was learnt, or decides; the next time about what was said before, too."""
    one = await year.one_of(connection, experiment_rows)
    cycle = await cycles.newest(connection, one)
    if cycle is None or not cycle.is_open:
        await expectations.write(connection, one, f"Wij denken dat het lukt {year.now:%j}", year.now)
        await cycles.begin(connection, one, "done", year.now)
    elif year.chance.random() < 0.5:
        await cycles.learn(connection, cycle.id, f"Dit leerden wij {year.now:%j}", year.now)
    else:
        await cycles.decide(connection, cycle.id, year.chance.choice(NEXT), year.now)


async def is_rated(year: Year, connection: Connection) -> None:
    """It is recommended, rated anew, or not recommended any more."""
    one = await year.one_of(connection, experiment_rows)
    if year.chance.random() < 0.3:
        await recommendations.end(connection, one, year.now)
    else:
        await recommendations.recommend(connection, one, year.now)
        await recommendations.rate(connection, one, year.chance.choice(READINESS), year.now)


async def closes_or_opens_a_practice(year: Year, connection: Connection) -> None:
    elsewhere = await practice_id(connection, "leiden")
    if not await practices.close(connection, elsewhere, year.now):
        await practices.reopen(connection, elsewhere, year.now)


EVENTS: tuple[Happens, ...] = (
    joins,
    joins,
    joins,
    leaves,
    is_erased,
    begins_something,
    ends_something,
    ends_a_question,
    opens_it_again,
    asks_something_new,
    goes_on,
    looks_back,
    looks_back,
    is_rated,
    closes_or_opens_a_practice,
)
