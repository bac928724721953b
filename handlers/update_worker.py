"""Takes updates out of the inbox and handles them: effect, words and "done" in one transaction."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine
from datetime import datetime
from hashlib import blake2s
from secrets import token_bytes
from typing import Any

import orjson
from telegram import Update
from telegram.ext import Application

from handlers import groups, reachability
from handlers.answering import answer_callback
from handlers.batch import BATCH, Batch, Spinner, read_ahead
from handlers.tapping import tapped
from handlers.telegram_update import Arrived, read
from handlers.turn import NotYet, Policy, Turn, current
from rules import causes
from rules.address import Address
from rules.payloads.notes import Note
from storage import inbox, outbox, people
from storage.connection import Connection
from storage.database import Database
from storage.errors import is_transient
from storage.unit_of_work import BatchFailed, UnitOfWork
from storage.worker import IDLE_SECONDS, Observer, Worker, unobserved
from texts.catalogue import Catalogues

log = logging.getLogger(__name__)

#: Of this process alone, so that nobody finds an update, or whose it was, by the number it has in the log.
_LOG_KEY = token_bytes(16)


def log_number(update_id: int) -> str:
    """By what the lines about one update belong together, also about its second try."""
    return blake2s(str(update_id).encode(), key=_LOG_KEY, digest_size=4).hexdigest()


#: Woken, and nothing to be had: another replica is at that chat. So often, and so soon, it looks again.
LOOKS, AGAIN_SECONDS = 3, 0.1


class UnreadableUpdate(Exception):
    """The library cannot make an update of it; it never will."""


async def _nothing() -> None:
    pass


class UpdateWorker(Worker):
    """The worker. After a commit it calls `spoke`, for there may be something to say, and `work_came`.

    erased: begun right after the commit of an erasure; the sender is not called before it has ended.
    """

    def __init__(
        self,
        database: Database,
        application: "Application[Any, Any, Any, Any, Any, Any]",
        policy: Policy,
        catalogues: Catalogues,
        clock: Callable[[], datetime],
        spoke: Callable[[], None],
        work_came: Callable[[], None] = lambda: None,
        erased: Callable[[], Awaitable[None]] = _nothing,
        observer: Observer = unobserved,
    ) -> None:
        super().__init__(observer)
        self._database = database
        self._application = application
        self._policy = policy
        self._catalogues = catalogues
        self._clock = clock
        self._spoke = spoke
        self._work_came = work_came
        self._erased = erased
        self._batch = Batch([])
        self._looks_left = 0
        self._erasing: set[asyncio.Task[None]] = set()
        self._answering: set[asyncio.Task[None]] = set()

    @property
    def is_erasing(self) -> bool:
        """Whether the bytes of somebody who was just erased are being taken out of the files."""
        return self._batch.has_erased or bool(self._erasing)

    async def finish(self) -> None:
        """Breaks off what is being erased: what is left in the files, the next tick takes care of."""
        under_way = list(self._erasing)
        for task in under_way:
            task.cancel()
        if under_way:
            await asyncio.wait(under_way)

    async def run_once(self) -> int:
        """Handles the first waiting update of each chat; how many there were."""
        try:
            await self._handle_all(together=True)
        except BatchFailed as failure:
            log.info("updates are handled one by one: %s", type(failure.__cause__).__name__)
            await self._handle_all(together=False)
        self._follow_up(self._batch)
        return len(self._batch.received)

    def wake(self) -> None:
        self._looks_left = LOOKS
        super().wake()

    def pause_after(self, done: int) -> float:
        """None while more waits; whoever stores an update wakes this worker."""
        if done:
            self._looks_left = 0
            return 0.0 if self._batch.leaves_some else IDLE_SECONDS
        if self._looks_left and not self._database.is_sqlite:
            self._looks_left -= 1
            return AGAIN_SECONDS
        return IDLE_SECONDS

    async def _handle_all(self, *, together: bool) -> None:
        now = self._clock()
        async with self._database.write() as connection:
            self._batch = batch = Batch(await inbox.heads(connection, now, BATCH))
            unit = UnitOfWork(connection, together=together)
            if together:
                await read_ahead(unit, batch.received, self._policy.programme)
            done = [one.update_id for one in batch.received if await self._try(unit, one, now, batch)]
            await unit.flush()
            if done:
                await inbox.handled(connection, done, now)
        if log.isEnabledFor(logging.DEBUG):
            _tell(batch, done)

    def _follow_up(self, batch: Batch) -> None:
        if batch.has_erased:
            batch.has_erased = False
            _keep(self._erasing, self._leave_no_trace())  # who taps meanwhile does not wait for it
        elif batch.received:
            self._spoke()
        if batch.has_work:
            self._work_came()
        for spinner in batch.spinners:
            self._stop(spinner)

    async def _try(self, unit: UnitOfWork, received: inbox.Received, now: datetime, batch: Batch) -> bool:
        """Handles one update as a piece of the batch; False when it has to come back (or is a dead letter)."""
        try:
            async with unit.piece():
                spinner = await self._handle(unit, received, now, batch)
        except BatchFailed:
            raise
        except NotYet as later:
            await inbox.postpone(unit, received.update_id, now + later.pause)
            return False
        except Exception as error:
            if is_transient(error):
                raise  # everything is undone, and handled again
            is_dead_letter = await inbox.failed(unit, received, type(error).__name__, now)
            if is_dead_letter:
                await self._apologise(unit, received, now)
            number = log_number(received.update_id)
            aside = "; set aside" if is_dead_letter else ""
            log.error("update %s failed: %s%s", number, type(error).__name__, aside)
            log.debug("where %s failed", number, exc_info=_without_values(error))
            return False
        if spinner:
            batch.spinners.append(spinner)
        return True

    async def _apologise(self, connection: Connection, received: inbox.Received, now: datetime) -> None:
        """Says that it did not work, if it is somebody we know."""
        viewer = await people.viewer(connection, Address(received.chat_id))
        if viewer:
            await outbox.add(connection, Note("try_again_later"), now=now, person_id=viewer.person_id)

    async def _handle(
        self, connection: Connection, received: inbox.Received, now: datetime, batch: Batch
    ) -> Spinner | None:
        came = self._read(received)
        if came.group is not None:
            await groups.met(connection, came.group, self._policy.programme.languages[0], now)
        what = came.what
        if what is None:
            return None
        language = _language(came.language_code, self._policy)
        viewer = await people.viewer(connection, what.address) or await people.meet(
            connection, what.address, language, now
        )
        t, around = map(self._catalogues.translator, (viewer.language, self._policy.programme.languages[0]))
        turn = Turn(connection, what, viewer, now, self._policy, t, around)
        await reachability.seen(turn)
        await (self._dispatch(turn, came.update) if came.update else tapped(turn))
        await reachability.catch_up(turn)
        batch.has_work |= turn.work_came
        batch.has_erased |= turn.erased
        return Spinner(came.query_id, turn.toast, viewer.language) if came.query_id else None

    async def _dispatch(self, turn: Turn, update: Update) -> None:
        current.set(turn)
        await self._application.process_update(update)
        if turn.failure:
            raise turn.failure

    def _read(self, received: inbox.Received) -> Arrived:
        try:
            return read(orjson.loads(received.payload), self._application.bot)
        except Exception as error:  # also what looks like trouble with a file: a date beyond all years is an OSError
            raise UnreadableUpdate(type(error).__name__) from None

    async def _leave_no_trace(self) -> None:
        try:
            await self._erased()
        except Exception as error:  # it is erased; what is left in the files, the tick takes care of
            log.error("an erasure is not finished: %s", causes.told(error))
        finally:
            self._spoke()

    def _stop(self, spinner: Spinner) -> None:
        translator = self._catalogues.translator(spinner.language)
        answering = answer_callback(self._application.bot, spinner.callback_query_id, spinner.toast, translator)
        _keep(self._answering, answering)


def _tell(batch: Batch, done: Collection[int]) -> None:
    for one in batch.received:
        outcome = "handled" if one.update_id in done else "not handled"
        log.debug("update %s: %s, try %d, %s", log_number(one.update_id), one.kind, one.attempts + 1, outcome)


def _keep(tasks: set[asyncio.Task[None]], work: Coroutine[Any, Any, None]) -> None:
    """Begins the work beside everything else; the loop itself would forget it."""
    task = asyncio.create_task(work)
    tasks.add(task)
    task.add_done_callback(tasks.discard)


def _language(code: str | None, policy: Policy) -> str:
    spoken = policy.programme.languages
    return code[:2] if code and code[:2] in spoken else spoken[0]


def _without_values(error: Exception) -> Exception:
    """The error without its text, which may quote what a person wrote."""
    bare = (
        type(error)() if isinstance(error, ValueError | KeyError | AssertionError) else Exception(type(error).__name__)
    )
    return bare.with_traceback(error.__traceback__)
