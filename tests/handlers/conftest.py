"""The part of the bot between inbox and outbox, one step at a time, on a clock that stands still."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.receiver import as_received
from bot.running import started
from bot.settings import Settings
from bot.wiring import Wiring, wire
from rules.access import Viewer
from rules.address import Address
from simulator.clock import Clock
from simulator.phone import Telegram
from storage import inbox, people
from storage.tables import inbox as inbox_table
from storage.tables import outbox as outbox_table
from storage.tables import people as people_table
from tests.handlers.updates import ANNEKE
from tests.in_process import way_to
from tests.running_bot import TOKEN, USERNAME


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

    async def viewer(self, address: int = ANNEKE) -> Viewer | None:
        async with self.wiring.database.read() as connection:
            return await people.viewer(connection, Address(address))


@pytest.fixture
async def desk(telegram: Telegram, clock: Clock, database_url: str) -> AsyncIterator[Desk]:
    clock.freeze()
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    values = {"bot_token": TOKEN, "bot_api_url": telegram.url, "database_url": database_url}
    wiring = wire(Settings.model_validate({"_env_file": None} | values), clock.now, carrier=way_to(telegram))
    async with started(wiring):
        yield Desk(wiring, clock)
