"""Starting, running and stopping the whole bot."""

import asyncio
import gc
import logging
import os
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot import heartbeat
from bot.going_live import missing_to_go_live
from bot.in_force import in_force
from bot.notices_in_force import ask_again
from bot.profile import present
from bot.retry import TokenRefused, retry_until_done
from bot.taking_in import take_in
from bot.upgrading import make_ready
from bot.wiring import Clock, Wiring
from programme.model import Programme
from reports import installed
from rules import causes
from rules.cadence import day_before
from rules.command_line import to_type
from scheduler.clockwork import every_minute
from scheduler.tick import Ticked, tick
from storage import (
    erasures,
    identity_key,
    indicator,
    kept_terms,
    practices,
    programme_file,
    schema,
    which_bot,
)
from storage.database import Database
from texts.catalogue import Catalogues

Introducing = Callable[[Bot, Programme, Catalogues], Coroutine[Any, Any, None]]
Beside = Callable[[Wiring], AbstractAsyncContextManager[None]]

log = logging.getLogger(__name__)

#: A supervisor that asks to stop waits this long; then the process ends, and others take over what is left.
LONGEST_STOP_SECONDS = 14.0
#: PostgreSQL, while it starts or stops.
UNKNOWN_TOKEN = "Telegram does not know BOT_TOKEN; ask BotFather for the current one"


async def prepare(
    database: Database, programme: Programme, clock: Clock, ledger: Path | None = None, bot_id: int | None = None
) -> None:
    """Brings the database up to date: its tables, who was erased since, and the practices of the programme file.

    IdentityKeyError when people are sealed with another key than the one at hand, OtherBot when they are another bot's,
    QuestionChanged when the programme file asks an answered question otherwise under the same version, or lacks a
    central question that something serves. SlugChanged when it calls a practice otherwise.
    """
    await schema.migrate(database)
    async with database.write() as connection:
        if bot_id is not None:
            await which_bot.check(connection, bot_id)
        await identity_key.check(connection, database.identity_cipher)
        await indicator.keep_what_was(connection, day_before(clock(), programme.schedule.timezone))
    if ledger is not None and await erasures.catch_up(database, ledger, clock()):
        log.warning("the database was older than its ledger: who was erased, and what ended since, is so again")
        await database.scrub(large=True)
    async with database.write() as connection:
        await take_in(connection, programme, clock())


@asynccontextmanager
async def started(wiring: Wiring, beside: Beside = lambda _: nullcontext()) -> AsyncIterator[None]:
    """The bot with its database, introduced to Telegram; on leaving everything is closed.

    beside: goes on meanwhile, from when the database is ready.
    """
    try:
        async with _listening(wiring):
            await retry_until_done("the database", partial(_prepare, wiring), _is_transient)
            async with beside(wiring):
                await _introduce(wiring)
                yield
    finally:
        await wiring.application.shutdown()
        await wiring.bot.request.shutdown()
        await wiring.database.close()


async def _prepare(wiring: Wiring) -> None:
    settings = wiring.settings
    if await schema.standing(wiring.database) == "empty":
        log.warning("there is nothing yet: a new database begins in %s", wiring.database.place)
    await make_ready(wiring.database, settings, wiring.clock())
    await prepare(wiring.database, wiring.programme, wiring.clock, settings.ledger, settings.bot_id)
    async with wiring.database.write() as connection:
        await kept_terms.begin(connection, settings.keeping)
        await programme_file.follow(connection, wiring.programme, settings.minimum_group, wiring.clock())
        left_out = await practices.left_out(connection, wiring.programme.practices)
    if left_out:
        log.warning("not in the programme file, and going on with their people: %s", ", ".join(left_out))
    await ask_again(wiring)


def _listening(wiring: Wiring) -> AbstractAsyncContextManager[Any]:
    """Answers over HTTP, when the settings say where; before anything else, for whoever waits for us to be ready."""
    address = wiring.settings.listens_at
    if address is None:
        return nullcontext()
    from bot.serving import serving  # a web server is loaded only where there is one
    from bot.web import web_app

    return serving(web_app(wiring), *address)


async def _introduce(wiring: Wiring) -> None:
    """Waits for Telegram to answer; only a refused token ends it."""
    try:
        await retry_until_done("Telegram", wiring.application.initialize, _is_transient)
    except InvalidToken:  # left out of the chain: its words hold the token
        raise TokenRefused(UNKNOWN_TOKEN) from None


def _is_transient(error: Exception) -> bool:
    """Whether an error at the start is one of somebody who is away, and may come back."""
    if isinstance(error, InvalidToken):
        return False
    cause = causes.of(error)
    return cause.passes if cause else isinstance(error, TelegramError | OSError)


@asynccontextmanager
async def working(
    wiring: Wiring, introduce: Introducing = present, beside: Beside = lambda _: nullcontext()
) -> AsyncIterator[list["asyncio.Task[None]"]]:
    """The bot at work: receiving, handling, sending. On leaving, what is begun is finished.

    introduce: sets what Telegram shows of the bot, meanwhile. beside: see `started`.
    """
    async with started(wiring, beside):
        tasks = [
            asyncio.create_task(wiring.receiver.run(), name="receiving"),
            asyncio.create_task(wiring.update_worker.run(), name="handling"),
            asyncio.create_task(wiring.sender.run(), name="sending"),
            asyncio.create_task(wiring.exporter.run(), name="exporting"),
            asyncio.create_task(wiring.importer.run(), name="importing"),
        ]
        introducing = asyncio.create_task(
            introduce(wiring.bot, wiring.programme, wiring.catalogues), name="introducing"
        )
        try:
            yield tasks
        finally:
            await _end([introducing, *tasks])


async def run(wiring: Wiring, stop: asyncio.Event) -> None:
    """Works, and ticks every minute, until `stop` is set or a part ends by itself, whose error is raised."""
    if not installed.is_complete():
        log.warning("pictures, posters and spreadsheets cannot be made: install the extra `reports`")
    work, stopping = asyncio.create_task(_work(wiring)), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([work, stopping], return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        work.cancel()  # also while it still waits for Telegram to answer for the first time
        with suppress(asyncio.CancelledError):
            await work


async def _work(wiring: Wiring) -> None:
    """Works until cancelled, or until a part ends by itself."""
    async with working(wiring, beside=_beating) as tasks, _ticking(wiring):
        if missing := missing_to_go_live(wiring.settings, wiring.programme):
            log.info("missing to go live", extra={"told": {"missing": missing}})
        await tick_now(wiring)
        freeze_gc()
        log.info("started", extra={"told": await in_force(wiring)})
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()


def freeze_gc() -> None:
    """What stands now stays: looking for garbage in it again and again took a fifth of the time of a tap.

    Also the little that is garbage: to find it takes a tenth of a second, in which nobody is answered.
    """
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


@asynccontextmanager
async def _ticking(wiring: Wiring) -> AsyncIterator[None]:
    """A tick every minute. One that is under way at the end is undone as far as it is not committed."""
    ticking = asyncio.create_task(every_minute(partial(tick_now, wiring), wiring.clock), name="ticking")
    try:
        yield
    finally:
        log.info("stopping")
        await _end([ticking])
        await wiring.owner_alarm.finish()


@asynccontextmanager
async def _beating(wiring: Wiring) -> AsyncIterator[None]:
    """A heartbeat every few seconds."""
    beating = asyncio.create_task(heartbeat.beat_for_ever(wiring), name="beating")
    try:
        yield
    finally:
        await _end([beating])
        await heartbeat.stop(wiring)


async def _end(tasks: Sequence["asyncio.Task[Any]"]) -> None:
    """Cancels the tasks, side by side, and waits until each has come to its end."""
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)


async def tick_now(wiring: Wiring) -> None:
    """One tick at the present moment. A failure is for the next minute to mend."""
    settings = wiring.settings
    beside = [
        ("writing the ledger of erasures", lambda: erasures.write_down(wiring.database, settings.ledger)),
    ]
    try:
        done = await tick(
            wiring.database, wiring.programme, settings.minimum_group, wiring.clock(), settings.keeping, beside
        )
    except Exception as error:  # not one of its parts: the clock itself must go on
        log.error("the tick failed: %s", causes.told(error))
        wiring.process_metrics.tick_failed(error)
        wiring.owner_alarm.look({"everything": error})
        return
    _tell(done)
    wiring.process_metrics.ticked(done.failed)
    wiring.owner_alarm.look(done.failed)
    wiring.sender.wake()
    wiring.importer.wake()


def _tell(done: Ticked) -> None:
    for name, error in done.failed.items():
        log.error("%s failed: %s", name, causes.told(error))
    if done.opened or done.closed:
        log.info("rounds: %d opened, %d closed", done.opened, done.closed)
    if any(done.removed.values()):
        log.info("retention: %s", told(done.removed))
    if done.alarms:
        log.error("the managers were told that something is wrong; see %s", to_type("status"))


def told(removed: Mapping[str, int]) -> str:
    """How many rows of each sort, in one line."""
    return ", ".join(f"{name} {number}" for name, number in removed.items())


async def run_until_signal(wiring: Wiring) -> None:
    """Runs until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked_to_stop() -> None:
        if not stop.is_set():
            loop.call_later(LONGEST_STOP_SECONDS, _give_up)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked_to_stop)
    try:
        await run(wiring, stop)
    except Exception as error:
        await wiring.owner_alarm.ended(error)
        raise


def _give_up() -> None:
    """The end of patience, not of anything written down: whoever goes on finds it as after a crash."""
    log.error("could not stop in time")
    os._exit(1)
