"""The place of a chaos: a Telegram, a database, bots that may be killed, and a clock that can be moved."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import aiohttp
from sqlalchemy import func, select

from bot.running import prepare
from programme.loading import load
from programme.model import Programme
from simulator.phone import Telegram
from storage.database import Database
from storage.tables import inbox, outbox, people
from tests.chaos import processes
from tests.chaos.bot_process import Orders, Waits, clock_ahead
from tests.chaos.databases import Server
from tests.chaos.gate import Gate, gate
from tests.chaos.patience import until
from tests.chaos.processes import Bot

TOKEN = "7000000001:a-token-that-only-the-simulator-knows"
USERNAME = "mantelzorg_bot"
#: A Monday: the next round opens on Tuesday 1 December 2026, a quarter past twelve in Amsterdam.
BEGIN = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
#: Alembic keeps what it is at in globals, and both databases are tried side by side.
_ONE_MIGRATES = asyncio.Lock()
#: Another bot has found it already: on a machine with much to do the kill is noted later than its lease lapses.
_LEFT_BEHIND = (outbox.c.state == "unknown") & outbox.c.error.is_(None)


@dataclass(slots=True)
class Site:
    """Everything a scenario works with. `in_flight`: each send during which a bot was killed, and to which chat."""

    telegram: Telegram
    database: Database
    programme: Programme
    orders: Orders
    random: Random
    server: Server | None
    gate: Gate | None
    bots: list[Bot] = field(default_factory=list)
    in_flight: dict[tuple[int, int], int] = field(default_factory=dict)
    killed: int = 0
    restarted: int = 0
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    _started: int = 0
    _moved: list[tuple[float, float]] = field(default_factory=list)

    def start(self, replicas: int = 1) -> None:
        """Lets so many bots work, besides those that already do."""
        self.bots += [self._bot() for _ in range(replicas)]
        self._started = self.logged("started")

    def _bot(self) -> Bot:
        if self.gate is None:
            return Bot(self.orders)
        door = self.gate.opens_a_door()
        return Bot(replace(self.orders, settings=self.orders.settings | self.gate.settings(door)), door)

    async def is_at_work(self) -> bool:
        """Whether a bot got as far as working since one was started last."""
        return self.logged("started") > self._started

    def logged(self, event: str) -> int:
        """How often the bots logged this."""
        log = self.orders.log
        return log.read_text().count(f'"event":"{event}"') if log.exists() else 0

    async def stop(self, bot: Bot) -> int | None:
        """Asks it to stop; its exit code, or None when it would not."""
        code = await bot.stop()
        self._is_gone(bot)
        return code

    def _is_gone(self, bot: Bot) -> None:
        self.bots.remove(bot)
        if self.gate and bot.door:
            self.gate.sign_up_links.remove(bot.door)

    async def kill(self, bot: Bot) -> None:
        """Kills it and notes to whom something was being said."""
        bot.kill()
        self._is_gone(bot)
        self.killed += 1
        sending = (
            select(outbox.c.id, outbox.c.attempts, people.c.address)
            .join_from(outbox, people)
            .where(outbox.c.edits.is_(None), (outbox.c.state == "sending") | _LEFT_BEHIND)
        )
        async with self.database.read() as connection:
            self.in_flight |= {(row.id, row.attempts): row.telegram_id for row in await connection.execute(sending)}

    def kill_all(self) -> None:
        for bot in list(self.bots):
            bot.kill()
            self._is_gone(bot)

    def breaks(self, how: str | None) -> None:
        """From now on bots are started broken in this way; None: sound."""
        self.orders = replace(self.orders, broken=how)

    def now(self) -> datetime:
        """What the bots take for now."""
        return clock_ahead(self.orders.ahead)()

    def move_to(self, at: datetime) -> None:
        """Moves the bots' clock; Telegram's goes on as it did."""
        ahead = (at - datetime.now(UTC)).total_seconds()
        self._moved.append((monotonic(), ahead))
        _write(self.orders.ahead, ahead)

    def at(self, moment: float) -> datetime:
        """What the bots took for now at this moment of time.monotonic(), which is the same in every process."""
        ahead = next(ahead for moved, ahead in reversed(self._moved) if moved <= moment)
        return datetime.now(UTC) + timedelta(seconds=ahead + moment - monotonic())

    async def is_quiet(self) -> bool:
        """Whether everything was received, handled and said."""
        if await self.undelivered():
            return False
        unhandled = select(func.count()).where(inbox.c.state == "waiting")
        async with self.database.read() as connection:
            return not await connection.scalar(unhandled) and await self.has_said_all()

    async def has_said_all(self) -> bool:
        """Whether nothing waits to be said, is being said, or is in doubt; what is planned, once its moment came."""
        is_due = (outbox.c.state == "planned") & (outbox.c.due_at <= self.now())
        unsaid = select(func.count()).where(outbox.c.state.in_(("ready", "sending", "unknown")) | is_due)
        async with self.database.read() as connection:
            return not await connection.scalar(unsaid)

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
async def site(
    address: str,
    folder: Path,
    seed: int,
    waits: Waits | None = None,
    *,
    server: Server | None = None,
    posted: bool = False,
) -> AsyncIterator[Site]:
    """A site on this empty database, which is migrated; no bot is at work yet. posted: updates come to a webhook."""
    random = Random(seed)
    async with processes.simulator() as url, Telegram(url) as telegram, _gate(random, posted) as here:
        await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
        settings: dict[str, Any] = {"bot_token": TOKEN, "bot_api_url": url, "database_url": address}
        orders = Orders(settings, folder / "ahead", folder / "log", waits or Waits())
        site = Site(telegram, Database(address), load(), orders, random, server, here)
        site.move_to(BEGIN)
        try:
            async with _ONE_MIGRATES:
                await prepare(site.database, site.programme, site.now)
            yield site
        finally:
            site.kill_all()
            await site.database.close()


def _gate(random: Random, posted: bool) -> AbstractAsyncContextManager[Gate | None]:
    return gate(random) if posted else nullcontext()
