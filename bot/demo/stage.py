"""The stage of the demo and of the story: the real bot on a filled database, and a simulator instead of Telegram."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import Struct
from pydantic import SecretStr

from bot.demo.example_people import everybody
from bot.demo.extras import Extras
from bot.demo.filling import fill
from bot.demo.jumps import jumps
from bot.demo.sign_up_links import sign_up_links
from bot.running import prepare, run
from bot.settings import Settings
from bot.wiring import Wiring, wire
from delivery.rate_limit import RateLimiter
from programme.example import Example, load_example
from programme.loading import load
from programme.model import Programme
from rules.cadence import last_due
from rules.holidays import public_holiday
from simulator.app import create_app
from simulator.clock import Clock
from simulator.host import Host
from simulator.phone import Telegram
from simulator.serving import serve
from storage.address import of_file

TOKEN = "7000000001:known-to-the-simulator-alone"
USERNAME = "voorbeeld_check_in_bot"
NAME = "Check-in (voorbeeld)"
#: The simulator sets no limit, and somebody is watching: hundreds of example people must not make the page wait.
PER_SECOND, AT_ONCE = 500.0, 64.0


class Stage(Struct, frozen=True):
    """Everything in its place. `stop` ends the bot; `running` is done when it has ended."""

    url: str
    clock: Clock
    telegram: Telegram
    wiring: Wiring
    extras: Extras
    stop: asyncio.Event
    running: "asyncio.Task[None]"


@asynccontextmanager
async def staged(progress: Callable[[str], None], port: int = 0) -> AsyncIterator[Stage]:
    """Sets everything up, each time anew, and the bot to work; on leaving nothing is left. OSError: the port is taken.

    progress: is told, in Dutch, what has just been filled in.
    """
    clock, host = Clock(), Host()
    with TemporaryDirectory(prefix="mantelzorg-") as folder:
        async with serve(create_app(clock, host), port=port) as url, Telegram(url) as telegram:
            example = load_example(load())
            programme = load().model_copy(update={"controller": example.controller})
            limiter = RateLimiter(PER_SECOND, AT_ONCE)
            wiring = wire(_settings(url, Path(folder)), clock.now, limiter, programme=programme)
            clock.move_to(between_rounds(wiring.programme, clock.now()))
            await _fill(wiring, example, progress)
            await _introduce(telegram, example)
            extras = Extras(wiring, telegram, example)
            host.jumps.extend(jumps(wiring, clock, extras.ask_for_help))
            host.sign_up_links.extend(sign_up_links(wiring))
            stop = asyncio.Event()
            running = asyncio.create_task(run(wiring, stop), name="bot")
            try:
                yield Stage(url, clock, telegram, wiring, extras, stop, running)
            finally:
                stop.set()
                await running


def _settings(url: str, folder: Path) -> Settings:
    # The owner's settings are for the real bot. None of them begins with DEMO_, so here each has its default.
    values: dict[str, Any] = {"_env_file": None, "_env_prefix": "DEMO_"}
    database_url = SecretStr(of_file(folder / "demo.db"))
    return Settings(bot_token=SecretStr(TOKEN), bot_api_url=url, database_url=database_url, **values)


def between_rounds(programme: Programme, now: datetime) -> datetime:
    """Now; or, while a round would be open, the moment at which it closes: the example's rounds are all over."""
    due = last_due(programme.schedule, now, public_holiday)
    return max(now, due.closes_at) if due else now


async def _fill(wiring: Wiring, example: Example, progress: Callable[[str], None]) -> None:
    minimum_group = wiring.settings.minimum_group
    try:
        await prepare(wiring.database, wiring.programme, wiring.clock)
        await fill(wiring.database, wiring.programme, example, minimum_group, wiring.clock(), progress)
    finally:
        await wiring.database.close()


async def _introduce(telegram: Telegram, example: Example) -> None:
    """Makes the bot known, and gives everybody of the example a phone (off the page): messages to it must arrive."""
    await telegram.bot(TOKEN, USERNAME, NAME)
    for number, person in enumerate(everybody(example), start=1):
        await telegram.person(f"Voorbeeld {number}", id=person.telegram_id, started=True)
