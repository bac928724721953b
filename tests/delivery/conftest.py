"""A sender that speaks when the test says so, at a time that stands still until the test moves it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

import pytest
from sqlalchemy import select

from bot.running import started
from bot.settings import Settings
from bot.wiring import Wiring, wire
from delivery.rate_limit import RateLimiter
from rules.access import Viewer
from rules.address import Address
from rules.payloads.notes import Note
from simulator.clock import Clock
from simulator.phone import Phone, Telegram
from storage import outbox, people
from storage.tables import outbox as table
from tests.running_bot import TOKEN, USERNAME


class Voice:
    """The bot's sender with what it needs, and nothing else of the bot."""

    def __init__(
        self, telegram: Telegram, clock: Clock, settings: Settings, rate_limiter: RateLimiter | None = None
    ) -> None:
        self.telegram = telegram
        self.clock = clock
        self._settings = settings
        self.wiring: Wiring = wire(settings, clock.now, rate_limiter or RateLimiter(per_second=10_000, burst=1_000))
        self._started = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._started.enter_async_context(started(self.wiring))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._started.aclose()

    def another(self, rate_limiter: RateLimiter | None = None) -> "Voice":
        """The same bot in another process, or after a restart."""
        return Voice(self.telegram, self.clock, self._settings, rate_limiter)

    async def meets(self, name: str) -> tuple[Phone, int]:
        """Somebody whom the bot may write to: their phone, and who they are to the bot."""
        phone = await self.telegram.person(name, started=True)
        async with self.wiring.database.write() as connection:
            return phone, (await people.meet(connection, Address(phone.id), "nl", self.clock.now())).person_id

    async def queues(self, person_id: int, number: int = 1, **more: Any) -> None:
        """A message that shows this number, to be told from others."""
        async with self.wiring.database.write() as connection:
            now = self.clock.now()
            await outbox.add(connection, Note("too_long", limit=number), now=now, person_id=person_id, **more)

    async def finds(
        self, person_id: int, kind: str, params: Mapping[str, Any] | None = None, subject_id: int | None = None
    ) -> None:
        """A row in the outbox as another version wrote it."""
        row = {"kind": kind, "params": params or {}, "subject_id": subject_id, "person_id": person_id, "lane": 0}
        async with self.wiring.database.write() as connection:
            await connection.execute(table.insert().values(row | {"state": "ready", "created_at": self.clock.now()}))

    async def speaks(self, later: float = 0) -> None:
        """Says all that may be said so many seconds later."""
        self.clock.forward(timedelta(seconds=later))
        await self.wiring.sender.drain()

    async def states(self) -> list[str]:
        async with self.wiring.database.read() as connection:
            return list((await connection.scalars(select(table.c.state).order_by(table.c.id))).all())

    async def viewer(self, person_id: int) -> Viewer:
        async with self.wiring.database.read() as connection:
            found = await people.viewer_by_id(connection, person_id)
        assert found is not None
        return found


@pytest.fixture
async def voice(telegram: Telegram, clock: Clock, tmp_path: Path) -> AsyncIterator[Voice]:
    clock.freeze()
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    values = {"bot_token": TOKEN, "bot_api_url": telegram.url, "database_url": f"sqlite:///{tmp_path / 'bot.db'}"}
    async with Voice(telegram, clock, Settings.model_validate({"_env_file": None} | values)) as voice:
        yield voice


async def numbers(phone: Phone) -> list[int]:
    """Which of the numbered messages are on the phone, in order."""
    return [int("".join(filter(str.isdigit, shown.text))) for shown in await phone.messages() if shown.by_bot]
