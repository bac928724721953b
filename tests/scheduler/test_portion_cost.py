"""What a tick costs does not depend on how many others there are, or on how much was asked and said before.

Counted in the steps of SQLite's virtual machine, which are the same on every machine.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from rules.access import ANSWERING
from scheduler.round_control import close_rounds, open_rounds
from scheduler.tick import tick
from storage.connection import Connection
from storage.database import Database
from storage.rounds import Opening
from storage.tables import outbox, rounds
from tests.bench import crowd
from tests.handlers.test_statements import GROWS, ways
from tests.once import PROGRAMME
from tests.storage.population import MINIMUM_GROUP

#: In practices of a hundred people each.
FEW, MANY = 1_500, 15_000
#: Deeper indexes cost a step more here and there.
AS_MUCH = 1.1
#: Closed rounds of each practice, long ago.
PAST = 20
PRACTICES = (1, 2)
#: Partial indexes that hold only what still waits, and one look at the newest row of the inbox.
OF_FEW = ("ix_inbox_next", "ix_outbox_ready", "ix_outbox_chat", "sqlite_autoindex_inbox_1")
DAY = timedelta(days=1)


class Crowd:
    """So many people, in a database of their own."""

    def __init__(self, folder: Path, people: int) -> None:
        self.people = people
        self.address = f"sqlite+aiosqlite:///{folder / str(people)}.sqlite3"

    async def gathers(self) -> None:
        await crowd.gather(self.address, self.people, self.people)
        database = Database(self.address)
        async with database.long_write() as connection:
            homes = range(1, self.people // crowd.IN_A_PRACTICE + 1)
            await connection.execute(rounds.insert(), [_past(home, number) for home in homes for number in range(PAST)])
        await database.close()

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


def _past(practice_id: int, number: int) -> dict[str, object]:
    at = crowd.OPENS - 14 * (PAST - number) * DAY
    moments = {"opened_on": at.date(), "opened_at": at, "closes_at": at, "closed_at": at, "released_at": at}
    return {"practice_id": practice_id, "number": number + 1, "state": "closed", **moments}


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
        open_here = select(rounds.c.id).where(rounds.c.practice_id.in_(PRACTICES), rounds.c.state == "open")
        theirs = (await connection.scalars(open_here)).all()
        closed = await close_rounds(connection, theirs, PROGRAMME, MINIMUM_GROUP, crowd.CLOSES)
        assert len(closed) == len(PRACTICES)

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
    looks = {step for step in steps if step.startswith("SCAN") and not step.endswith(OF_FEW)}
    assert steps
    assert [step for step in looks if step.split()[1] in GROWS] == []
