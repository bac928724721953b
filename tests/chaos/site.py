"""The place of a chaos: a Telegram, a database, bots that may be killed, and a clock that can be moved."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, Literal

import aiohttp
from sqlalchemy import func, select

from bot.running import prepare
from programme.loading import load
from programme.model import Programme
from simulator.phone import Telegram
from storage.database import Database
from storage.tables import inbox, outbox, people
from tests.chaos import databases, processes
from tests.chaos.bot_process import Orders, Waits, clock_ahead
from tests.chaos.databases import Server
from tests.chaos.patience import until
from tests.chaos.processes import Bot

TOKEN = "7000000001:a-token-that-only-the-simulator-knows"
USERNAME = "mantelzorg_bot"
#: A Monday: the next round opens on Tuesday 1 December 2026, a quarter past twelve in Amsterdam.
BEGIN = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
Kind = Literal["sqlite", "postgresql"]


@dataclass(slots=True)
class Site:
    """Everything a scenario works with. `in_flight`: each send during which a bot was killed, and to which chat."""

    telegram: Telegram
    database: Database
    programme: Programme
    orders: Orders
    random: Random
    server: Server | None
    bots: list[Bot] = field(default_factory=list)
    in_flight: dict[tuple[int, int], int] = field(default_factory=dict)
    killed: int = 0
    restarted: int = 0
    _started: int = 0

    def start(self, replicas: int = 1) -> None:
        """Lets so many bots work, besides those that already do."""
        self.bots += [Bot(self.orders) for _ in range(replicas)]
        self._started = self._logged("started")

    async def is_at_work(self) -> bool:
        """Whether a bot got as far as working since one was started last."""
        return self._logged("started") > self._started

    def _logged(self, event: str) -> int:
        log = self.orders.log
        return log.read_text().count(f'"event":"{event}"') if log.exists() else 0

    async def kill(self, bot: Bot) -> None:
        """Kills it and notes to whom something was being said."""
        bot.kill()
        self.bots.remove(bot)
        self.killed += 1
        sending = (
            select(outbox.c.id, outbox.c.attempts, people.c.telegram_id)
            .join_from(outbox, people)
            .where(outbox.c.state == "sending", outbox.c.edits.is_(None))
        )
        async with self.database.read() as connection:
            self.in_flight |= {(row.id, row.attempts): row.telegram_id for row in await connection.execute(sending)}

    def kill_all(self) -> None:
        while self.bots:
            self.bots.pop().kill()

    def breaks(self, how: str) -> None:
        """From now on bots are started broken in this way."""
        self.orders = replace(self.orders, broken=how)

    def now(self) -> datetime:
        """What the bots take for now."""
        return clock_ahead(self.orders.ahead)()

    def move_to(self, at: datetime) -> None:
        """Moves the bots' clock; Telegram's goes on as it did."""
        _write(self.orders.ahead, (at - datetime.now(UTC)).total_seconds())

    async def is_quiet(self) -> bool:
        """Whether everything was received, handled and said."""
        if await self.undelivered():
            return False
        unhandled = select(func.count()).where(inbox.c.state == "waiting")
        unsaid = select(func.count()).where(outbox.c.state.in_(("ready", "sending", "unknown")))
        async with self.database.read() as connection:
            return not (await connection.scalar(unhandled) or await connection.scalar(unsaid))

    async def quiet(self, within: float) -> bool:
        """Waits for it; False when it did not come."""
        return await until(self.is_quiet, within)

    async def undelivered(self) -> int:
        """How many updates Telegram still has for the bot."""
        async with aiohttp.request("GET", f"{self.telegram.url}/bot{TOKEN}/getWebhookInfo") as response:
            return int((await response.json())["result"]["pending_update_count"])


def _write(file: Path, seconds: float) -> None:
    fresh = file.with_suffix(".new")  # a reader must never see half a number
    fresh.write_text(repr(seconds))
    fresh.replace(file)


@asynccontextmanager
async def site(kind: Kind, seed: int, waits: Waits | None = None) -> AsyncIterator[Site]:
    """A site with an empty, migrated database, and no bot at work yet."""
    with tempfile.TemporaryDirectory(prefix="chaos-") as name, _database(kind, Path(name)) as (address, server):
        async with processes.simulator() as url, Telegram(url) as telegram:
            await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
            database, programme = Database(address), load()
            settings: dict[str, Any] = {"bot_token": TOKEN, "bot_api_url": url, "database_url": address}
            orders = Orders(settings, Path(name) / "ahead", Path(name) / "log", waits or Waits())
            here = Site(telegram, database, programme, orders, Random(seed), server)
            here.move_to(BEGIN)
            await prepare(database, programme, here.now)
            try:
                yield here
            finally:
                here.kill_all()
                await database.close()


@contextmanager
def _database(kind: Kind, folder: Path) -> Iterator[tuple[str, Server | None]]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'bot.db'}", None
        return
    server = databases.start(folder)
    try:
        with server.database() as address:
            yield address, server
    finally:
        server.stop()
