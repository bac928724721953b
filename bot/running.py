"""Starting, running and stopping the whole bot."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.error import InvalidToken, TelegramError

from bot.profile import present
from bot.receiver import TokenRefused
from bot.wiring import Clock, Wiring
from programme.model import Programme
from scheduler.tick import every_minute, tick
from storage import practices, schema
from storage.database import Database

log = logging.getLogger(__name__)

LONGEST_PAUSE = 15.0


async def prepare(database: Database, programme: Programme, clock: Clock) -> None:
    """Brings the database up to date: its tables, and the practices of the programme file."""
    await schema.migrate(database)
    async with database.write() as connection:
        await practices.load(connection, programme.practices, clock())


@asynccontextmanager
async def started(wiring: Wiring) -> AsyncIterator[None]:
    """The bot, introduced to Telegram; on leaving everything is closed."""
    try:
        await prepare(wiring.database, wiring.programme, wiring.clock)
        await _introduce(wiring)
        yield
    finally:
        await wiring.application.shutdown()
        await wiring.bot.request.shutdown()
        await wiring.database.close()


async def _introduce(wiring: Wiring) -> None:
    """Waits for Telegram to answer; only a refused token ends it."""
    pause = 0.5
    while True:
        try:
            await wiring.application.initialize()
            return
        except InvalidToken as error:
            raise TokenRefused("Telegram does not know BOT_TOKEN; ask BotFather for the current one") from error
        except TelegramError as error:
            log.warning("Telegram does not answer yet: %s; next try in %.1f s", type(error).__name__, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


@asynccontextmanager
async def working(wiring: Wiring) -> AsyncIterator[list["asyncio.Task[None]"]]:
    """The bot at work: receiving, handling, sending. On leaving, what is begun is finished."""
    async with started(wiring):
        tasks = [
            asyncio.create_task(wiring.receiver.run(), name="receiving"),
            asyncio.create_task(wiring.handling.run(), name="handling"),
            asyncio.create_task(wiring.sender.run(), name="sending"),
        ]
        presenting = asyncio.create_task(present(wiring.bot, wiring.programme, wiring.catalogues), name="presenting")
        try:
            yield tasks
        finally:
            for task in [presenting, *tasks]:
                task.cancel()
                await asyncio.wait([task])


async def run(wiring: Wiring, stop: asyncio.Event) -> None:
    """Works, and ticks every minute, until `stop` is set or a part ends by itself."""
    async with working(wiring) as tasks:
        clockwork = every_minute(lambda: tick_now(wiring))
        clockwork.start()
        await tick_now(wiring)
        log.info("started")
        try:
            await _until(stop, tasks)
        finally:
            clockwork.shutdown(wait=False)
            log.info("stopping")


async def _until(stop: asyncio.Event, tasks: list["asyncio.Task[None]"]) -> None:
    """Waits for the stop, or for a part that ended by itself, whose error is raised."""
    stopping = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    for task in done - {stopping}:
        task.result()


async def tick_now(wiring: Wiring) -> None:
    """One tick at the present moment. A failure is for the next minute to mend."""
    try:
        done = await tick(wiring.database, wiring.programme, wiring.settings.minimum_group, wiring.clock())
    except Exception as error:
        log.warning("the tick failed: %s", type(error).__name__)
        return
    if done.opened or done.closed:
        log.info("rounds: %d opened, %d closed", done.opened, done.closed)
    wiring.sender.wake()


async def run_until_signal(wiring: Wiring) -> None:
    """Runs until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await run(wiring, stop)
