"""The one voice towards Telegram: claims what waits in the outbox, says it, and records how it went."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from telegram import Bot

from delivery.outcome import MaybeSent, NotSent, Outcome
from delivery.rate_limit import IN_FLIGHT, RateLimiter, telegram_limits
from delivery.recording import Delivery, Ended, record_all
from delivery.rendering import RenderingContext, render
from delivery.rendering.context import NotNow, Rendered, spoken_plainly
from delivery.rendering.on_time import waits
from delivery.telegram import say
from programme.model import Programme
from rules.keeping import Keeping
from rules.payloads.check_in import CheckInCurrent, CheckInPast
from rules.payloads.feedback import LookBack
from rules.payloads.payload import UnreadablePayload, read
from storage import broadcast_lease, check_ins, outbox, sending, shown_messages
from storage.connection import Connection
from storage.database import Database
from storage.errors import is_transient
from storage.prompts import ASKING
from storage.sending import Row
from storage.unit_of_work import BatchFailed, UnitOfWork
from storage.worker import IDLE_SECONDS, Observer, Worker, unobserved
from texts.catalogue import Catalogues, Translator

log = logging.getLogger(__name__)

#: What looks at people's own hours by itself.
OWN_HOURS = (LookBack, *ASKING)
#: How often a sender looks for what dead senders left.
RECOVER_EVERY = timedelta(seconds=1)
#: What is not begun in this part of its lease is left: a request takes at most as long as the rest.
BEGUN_WITHIN = 0.5
#: Of `error`: our lease lapsed before it was said.
LAPSED = "LeaseLapsed"
#: How long a stopping sender waits for what is under way.
LAST_WORDS_SECONDS = 10


def _about_check_ins(rows: Iterable[Row]) -> set[int]:
    shown = (CheckInCurrent.KIND, CheckInPast.KIND)
    return {row.subject_id for row in rows if row.kind in shown and row.subject_id is not None}


class Sender(Worker):
    """Speaks at the pace Telegram allows. Any number of senders may work on one database."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        programme: Programme,
        minimum_group: int,
        catalogues: Catalogues,
        clock: Callable[[], datetime],
        rate_limiter: RateLimiter | None = None,
        keeping: Keeping | None = None,
        observer: Observer = unobserved,
    ) -> None:
        super().__init__(observer)
        self._database = database
        self._bot = bot
        self._programme = programme
        self._minimum_group = minimum_group
        self._catalogues = catalogues
        self._clock = clock
        self._rate_limiter = rate_limiter or telegram_limits()
        self._keeping = keeping or Keeping()
        self._owner = secrets.token_hex(8)
        self._turn: asyncio.Task[float] | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self._ended: list[Ended] = []
        self._stopping = asyncio.Event()
        self._recovered_at: datetime | None = None
        self._held_back = False
        self._lapses_at = 0.0

    async def take_turn(self) -> float:
        """A turn that is not broken off: it would leave what it claimed in doubt."""
        self._turn = asyncio.create_task(super().take_turn())
        return await asyncio.shield(self._turn)

    async def run_once(self) -> int:
        """Records what ended, claims what may be said now, and starts saying it; how many were claimed."""
        ended, self._ended = self._ended, []
        try:
            try:
                claimed = await self._record_and_claim(ended, together=True)
            except BatchFailed as failure:
                log.info("messages are made one by one: %s", type(failure.__cause__).__name__)
                claimed = await self._record_and_claim(ended, together=False)
        except BaseException:
            self._ended = ended + self._ended
            raise
        self._rate_limiter.spend(sum(delivery.messages if delivery else 1 for delivery in claimed))
        for delivery in filter(None, claimed):
            self._start(delivery)
        return len(claimed)

    async def _record_and_claim(self, ended: Sequence[Ended], *, together: bool) -> list[Delivery | None]:
        async with self._database.write() as connection:
            now = self._clock()  # not before: waiting for the database would shorten the lease
            self._lapses_at = asyncio.get_running_loop().time() + sending.LEASE.total_seconds()
            await record_all(connection, ended, self._owner, now)
            unit = UnitOfWork(connection, together=together)
            claimed = await self._claim(unit, now)
            await unit.flush()
        return claimed

    async def drain(self) -> None:
        """Says everything that can be said now, and waits until it is recorded."""
        while await self.run_once() or self._under_way or self._ended or self._held_back:
            if self._under_way:
                await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
            elif self._held_back:
                await asyncio.sleep(self._rate_limiter.seconds_until_next())

    def pause_after(self, done: int) -> float:
        """As long as the pace asks, while there may be something to say."""
        if self._ended:
            return 0.0
        return max(0.002, self._rate_limiter.seconds_until_next()) if self._held_back else IDLE_SECONDS

    async def _claim(self, unit: UnitOfWork, now: datetime) -> list[Delivery | None]:
        await self._recover(unit, now)
        state = await broadcast_lease.state(unit)
        permitted = self._rate_limiter.available()
        self._held_back = permitted < 1  # remembered: when the turn is over, the pace may already permit again
        room = min(permitted, IN_FLIGHT - len(self._under_way))
        if room < 1 or (state.silent_until and state.silent_until > now):
            return []
        rows = await sending.claim(unit, self._owner, now, room, await self._last_lane(unit, now, state))
        await check_ins.read_ahead(unit, _about_check_ins(rows), self._programme)
        claimed = [await self._render(unit, row, now) for row in rows]
        # More may wait; and who is not spoken to after all, may be waiting for what comes next.
        self._held_back = len(rows) == room or None in claimed
        return claimed

    async def _recover(self, connection: Connection, now: datetime) -> None:
        if self._recovered_at is None or not timedelta() <= now - self._recovered_at < RECOVER_EVERY:
            await shown_messages.lose_sight(connection, now)
            await sending.recover(connection, now)
            self._recovered_at = now

    async def _last_lane(self, connection: Connection, now: datetime, state: broadcast_lease.State) -> outbox.Lane:
        """Everybody answers taps; one sender at a time also speaks to the many, so that the pace is kept."""
        holds = await broadcast_lease.acquire(connection, self._owner, now, state)
        return outbox.Lane.BROADCAST if holds else outbox.Lane.INTERACTIVE

    async def _render(self, unit: UnitOfWork, row: Row, now: datetime) -> Delivery | None:
        """The row's words; a row that cannot be rendered fails alone."""
        try:
            async with unit.piece():
                rendered = await self._words(unit, row, now)
        except BatchFailed:
            raise
        except Exception as error:  # whatever it is, it keeps nobody else waiting
            if is_transient(error):
                raise
            why = error if isinstance(error, UnreadablePayload) else type(error).__name__
            log.error("cannot say %s: %s", row.kind, why)
            await sending.settle(unit, row, self._owner, "failed", now, error=type(error).__name__)
            return None
        if rendered is None:
            await sending.settle(unit, row, self._owner, "cancelled", now)
            return None
        if isinstance(rendered, NotNow):
            await sending.put_off(unit, row, self._owner, rendered.until)
            return None
        return Delivery(row, rendered, self._lapses_at)

    async def _words(self, connection: Connection, row: Row, now: datetime) -> Rendered:
        if row.is_unwanted:
            return None
        if row.edits and row.attempt > 1 and await sending.is_overtaken(connection, row):
            return None
        context = RenderingContext(
            connection=connection,
            row=row,
            t=self._translator(row),
            programme=self._programme,
            minimum_group=self._minimum_group,
            bot_username=self._bot.username,
            now=max(now, row.written_at or now),  # by a clock a little ahead of ours, or while our turn had begun
            keeping=self._keeping,
            voices=self._catalogues.translator,
            printed=self._catalogues.translator(self._programme.languages[0]),
        )
        payload = read(row.kind, row.subject_id, row.params)
        rendered = (None if type(payload) in OWN_HOURS else waits(context)) or await render(context, payload)
        return spoken_plainly(rendered, is_edit=row.edits is not None) if row.plain else rendered

    def _translator(self, row: Row) -> Translator:
        return self._catalogues.translator(row.language or self._programme.languages[0])

    def _start(self, delivery: Delivery) -> None:
        task = asyncio.create_task(self._deliver(delivery))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _deliver(self, delivery: Delivery) -> None:
        outcome = await self._say(delivery)
        self._ended.append((delivery, outcome))  # not in one line: meanwhile it may have become another list
        self.wake()

    async def _say(self, delivery: Delivery) -> Outcome:
        """Says it while the row is surely ours: a process that stood still for long leaves it to who took it over."""
        margin = sending.LEASE.total_seconds() * (1 - BEGUN_WITHIN)
        if asyncio.get_running_loop().time() > delivery.lapses_at - margin:
            return NotSent(LAPSED)
        try:
            async with asyncio.timeout_at(delivery.lapses_at):
                t = self._translator(delivery.row)
                return await say(self._bot, delivery.row, delivery.rendered, t, self._stopping)
        except TimeoutError:
            return MaybeSent(LAPSED, may_be_repeated=delivery.row.edits is not None)

    async def finish(self) -> None:
        """What is under way is said and recorded; files that are long in the making are given up in time for that."""
        giving_up = asyncio.get_running_loop().call_later(LAST_WORDS_SECONDS / 2, self._stopping.set)
        if self._turn:
            await asyncio.wait([self._turn], timeout=LAST_WORDS_SECONDS)
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=LAST_WORDS_SECONDS)
        giving_up.cancel()
        ended, self._ended = self._ended, []
        async with self._database.write() as connection:
            await record_all(connection, ended, self._owner, self._clock())
            await broadcast_lease.release(connection, self._owner)
