"""The part of the bot between inbox and outbox, one step at a time, on a clock that stands still."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.demo.population import PersonPlan, practice_id, settle
from bot.receiver import as_received
from bot.running import started
from bot.settings import Settings
from bot.wiring import Wiring, wire
from delivery import sender
from delivery.outcome import Sent
from delivery.rate_limit import RateLimiter
from rules.access import Role, Viewer
from rules.address import Address
from scheduler.tick import tick
from simulator.clock import Clock
from simulator.phone import Telegram
from storage import check_ins, inbox, people
from storage.check_ins import CheckIn
from storage.tables import answers as answers_table
from storage.tables import check_ins as check_ins_table
from storage.tables import inbox as inbox_table
from storage.tables import outbox as outbox_table
from storage.tables import people as people_table
from tests.handlers.updates import ANNEKE, tap
from tests.in_process import way_to
from tests.running_bot import ROUND_OPENS, TOKEN, USERNAME
from texts.callback_data import encode
from texts.taps.check_in import AnswerGiven

#: In which the check-in stands on each phone.
MESSAGE = 5


class Desk:
    """Updates go in; what is to be said comes out."""

    def __init__(self, wiring: Wiring, clock: Clock) -> None:
        self.wiring = wiring
        self.clock = clock

    async def receives(self, *updates: dict[str, Any]) -> None:
        async with self.wiring.database.write() as connection:
            await inbox.store(connection, [as_received(update) for update in updates], self.clock.now())

    async def handles(self, later: float = 0) -> None:
        """Handles all that can be handled so many seconds later."""
        self.clock.forward(timedelta(seconds=later))
        while await self.wiring.update_worker.run_once():
            pass

    async def said(self) -> list[tuple[int, str]]:
        """(whom, what) of everything put down to be said, in order."""
        async with self.wiring.database.read() as connection:
            rows = select(people_table.c.address, outbox_table.c.kind).join_from(outbox_table, people_table)
            return [(row[0], row[1]) for row in await connection.execute(rows.order_by(outbox_table.c.id))]

    async def updates(self) -> dict[int, tuple[str, int]]:
        """How far each update is: its state, and how often it failed."""
        async with self.wiring.database.read() as connection:
            rows = await connection.execute(select(inbox_table).order_by(inbox_table.c.update_id))
            return {row.update_id: (row.state, row.attempts) for row in rows}

    async def asks(self, people: int) -> list[dict[str, Any]]:
        """So many caregivers see the first question; their taps on its first option."""
        wiring, who = self.wiring, range(ANNEKE, ANNEKE + people)
        async with wiring.database.write() as connection:
            zwolle = await practice_id(connection, "zwolle")
            plans = [PersonPlan(one, [Role.CAREGIVER], zwolle) for one in who]
            ids = await settle(connection, plans, self.clock.now())
        self.clock.move_to(ROUND_OPENS)
        await tick(wiring.database, wiring.programme, wiring.settings.minimum_group, self.clock.now())
        async with wiring.database.write() as connection:
            await connection.execute(outbox_table.delete())
            await connection.execute(check_ins_table.update().values(message_id=MESSAGE))
            found = [await check_ins.open_of(connection, one, wiring.programme) for one in ids]
        data = [_first_option(check_in) for check_in in found if check_in is not None]
        return [tap(number, *each, on=MESSAGE) for number, each in enumerate(zip(who, data, strict=True), 1)]

    async def answers(self) -> int:
        """How many there are."""
        async with self.wiring.database.read() as connection:
            return len((await connection.scalars(select(answers_table.c.id))).all())

    async def states(self) -> list[str]:
        """How far each message is."""
        async with self.wiring.database.read() as connection:
            return list(await connection.scalars(select(outbox_table.c.state).order_by(outbox_table.c.id)))

    async def viewer(self, address: int = ANNEKE) -> Viewer | None:
        async with self.wiring.database.read() as connection:
            return await people.viewer(connection, Address(address))


def _first_option(check_in: CheckIn) -> str:
    step = check_in.steps[0]
    return encode(AnswerGiven(check_in.id, check_in.version, step.key, step.question.options[0].key))


class Phones:
    """Phones that show a message when the test lets them."""

    def __init__(self) -> None:
        self._may_show = asyncio.Event()

    async def __call__(self, *_: Any) -> Sent:
        await self._may_show.wait()
        return Sent(MESSAGE)

    async def show(self, desk: Desk) -> None:
        """All that is under way arrives."""
        self._may_show.set()
        await asyncio.gather(*desk.wiring.sender._under_way)


@pytest.fixture
def phones(monkeypatch: pytest.MonkeyPatch) -> Phones:
    phones = Phones()
    monkeypatch.setattr(sender, "say", phones)
    return phones


@pytest.fixture
async def desk(telegram: Telegram, clock: Clock, database_url: str) -> AsyncIterator[Desk]:
    clock.freeze()
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    values = {"bot_token": TOKEN, "bot_api_url": telegram.url, "database_url": database_url}
    wiring = wire(Settings.model_validate({"_env_file": None} | values), clock.now, carrier=way_to(telegram))
    async with started(wiring):
        yield Desk(wiring, clock)


@pytest.fixture
async def busy_desk(desk: Desk, telegram: Telegram) -> AsyncIterator[Desk]:
    """The same without a limit on what may be said."""
    rate_limiter = RateLimiter(per_second=10_000, burst=1_000)
    wiring = wire(desk.wiring.settings, desk.clock.now, rate_limiter, way_to(telegram))
    async with started(wiring):
        yield Desk(wiring, desk.clock)
