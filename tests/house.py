"""The real bot in a story: at work against the simulator, with a clock that the story moves."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Any, Self

from bot.inviting import invite_to
from bot.running import working
from bot.settings import Settings
from bot.wiring import Wiring, wire
from rules.access import Role
from scheduler.limits import Pace
from scheduler.tick import Ticked, tick
from simulator.clock import Clock
from simulator.phone import Phone, Telegram

TOKEN = "7000000001:a-token-that-only-the-simulator-knows"
USERNAME = "mantelzorg_bot"
#: No waiting in stories that are not about pace.
FAST = {"per_second": 10_000.0, "burst": 1_000.0}


class House:
    """The bot, and what its owner does on the command line."""

    def __init__(self, telegram: Telegram, clock: Clock, settings: Settings) -> None:
        self.telegram = telegram
        self.clock = clock
        self.settings = settings
        self.wiring: Wiring = self._wire()
        self._at_work = AsyncExitStack()

    def _wire(self) -> Wiring:
        return wire(self.settings, self.clock.now, Pace(**FAST))

    async def __aenter__(self) -> Self:
        await self._at_work.enter_async_context(working(self.wiring))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._at_work.aclose()

    async def restart(self) -> None:
        """Stops the bot and starts it again: nothing that matters may live in memory."""
        await self._at_work.aclose()
        self.wiring = self._wire()
        await self.__aenter__()

    async def invite(self, role: str, practice: str | None = "zwolle", uses: int = 50) -> str:
        """The token of a fresh invitation, as `python -m bot invite` makes it."""
        made = await invite_to(self._wire(), Role(role), practice, uses, 30)
        return made.token

    async def tick(self, at: datetime | None = None) -> Ticked:
        """Moves time to `at` and does what the clock does every minute."""
        if at is not None:
            await self.telegram.move_to(at)
        settings = self.wiring.settings
        done = await tick(self.wiring.database, self.wiring.programme, settings.minimum_group, self.clock.now())
        self.wiring.sender.wake()
        return done

    async def registers(self, phone: Phone, role: str, practice: str = "zwolle") -> None:
        """Somebody follows an invitation to the end, skipping what may be skipped."""
        await phone.opens(await self.invite(role, practice))
        await phone.taps("Ja, ik doe mee")
        if role == "participant":
            await phone.taps("Overslaan")
            await self.skips_experiments(phone)
        await phone.sees("U bent aangemeld")

    async def skips_experiments(self, phone: Phone) -> None:
        pass


@asynccontextmanager
async def housed(telegram: Telegram, clock: Clock, database_url: str, **settings: Any) -> AsyncIterator[House]:
    """A bot at work on this database; `settings` are the owner's, by their names in small letters."""
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    values = {"bot_token": TOKEN, "bot_api_url": telegram.url, "database_url": database_url} | settings
    async with House(telegram, clock, Settings(_env_file=None, **values)) as house:
        yield house
