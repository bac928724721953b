"""What a tick costs does not depend on how many others there are, or on how long the programme has run.

Counted in the steps of SQLite's virtual machine, which are the same on every machine.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from rules.access import ANSWERING
from scheduler.round_control import close_rounds, open_rounds
from scheduler.tick import tick
from storage.connection import Connection
from storage.database import Database
from storage.rounds import Opening
from storage.tables import outbox
from tests.bench import crowd
from tests.handlers.test_statements import GROWS, ways
from tests.once import PROGRAMME
from tests.storage.population import MINIMUM_GROUP

#: In practices of a hundred people each.
FEW, MANY = 1_500, 15_000
#: Deeper indexes cost a step more here and there.
AS_MUCH = 1.2
PRACTICES = (1, 2)
DAY = timedelta(days=1)


class Crowd:
    """So many people, in a database of their own."""

    def __init__(self, folder: Path, people: int) -> None:
        self.people = people
        self.address = f"sqlite+aiosqlite:///{folder / str(people)}.sqlite3"

    async def gathers(self) -> None:
        await crowd.gather(self.address, self.people, self.people)

    async def is_asked(self) -> None:
        """And everybody answers; the messages have arrived."""
        await self.ticks(crowd.OPENS)
        await crowd.answer(self.address)
        database = Database(self.address)
        async with database.long_write() as connection:
            await connection.execute(update(outbox).values(state="sent", done_at=crowd.OPENS))
            await connection.execute(text("ANALYZE"))
        await database.close()

    async def ticks(self, at: datetime) -> None:
        database = Database(self.address)
        done = await tick(database, PROGRAMME, MINIMUM_GROUP, at)
        assert not done.failed
        await database.close()

    async def steps(self, do: Callable[[Connection], Awaitable[object]]) -> int:
        """How many hundreds of steps SQLite takes for it."""
        counted, database = 0, Database(self.address)

        def count() -> None:
            nonlocal counted
            counted += 1

        async with database.long_write() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            await driver.set_progress_handler(count, 100)
            await do(connection)
            await driver.set_progress_handler(None, 0)
        await database.close()
        return counted


@pytest.fixture
async def crowds(tmp_path: Path) -> list[Crowd]:
    found = [Crowd(tmp_path, people) for people in (FEW, MANY)]
    for one in found:
        await one.gathers()
    return found


async def test_opening_two_rounds(crowds: list[Crowd]) -> None:
    at = crowd.OPENS
    wanted = [Opening(one, at.date(), at.date(), at, at + 6 * DAY) for one in PRACTICES]

    async def opens(connection: Connection) -> None:
        assert len(await open_rounds(connection, wanted, ANSWERING, PROGRAMME.schedule, at)) == len(wanted)

    few, many = [await one.steps(opens) for one in crowds]
    assert 0 < many < AS_MUCH * few


async def test_closing_two_rounds(crowds: list[Crowd]) -> None:
    async def closes(connection: Connection) -> None:
        assert len(await close_rounds(connection, PRACTICES, PROGRAMME, MINIMUM_GROUP, crowd.CLOSES)) == len(PRACTICES)

    for one in crowds:
        await one.is_asked()
    few, many = [await one.steps(closes) for one in crowds]
    assert 0 < many < AS_MUCH * few


async def test_a_tick_that_has_nothing_to_do_looks_at_nobody(crowds: list[Crowd]) -> None:
    some = crowds[0]
    await some.is_asked()
    await some.ticks(crowd.OPENS + DAY)  # the first of a day clears away what is over its term
    with ways() as steps:
        await some.ticks(crowd.OPENS + DAY + timedelta(minutes=1))
    looks = {step for step in steps if step.startswith("SCAN") and " USING " not in step}
    assert steps
    assert [step for step in looks if step.split()[1] in GROWS] == []
