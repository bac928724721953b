"""The one voice towards Telegram: claims what waits in the outbox, says it, and records how it went."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from programme.model import Programme
from scheduler.limits import IN_FLIGHT, Pace
from scheduler.outcome import Impossible, MaybeSent, NotSent, Outcome, Sent, SlowDown, of_error
from scheduler.speech import Speech, render
from scheduler.speech.speech import CheckInShown, Menu, Rendered
from storage import check_ins, outbox, people
from storage.connection import Connection
from storage.database import Database
from storage.outbox import Row
from texts.catalogue import Catalogues
from texts.message import Message

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
LONGEST_BACK_OFF = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row and its words, on their way; and how that ended."""

    row: Row
    rendered: Message | CheckInShown | Menu
    outcome: Outcome | None = None


class Sender:
    """Speaks at the pace Telegram allows. Any number of senders may work on one database."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        programme: Programme,
        minimum_group: int,
        catalogues: Catalogues,
        clock: Callable[[], datetime],
        pace: Pace | None = None,
    ) -> None:
        self._database = database
        self._bot = bot
        self._programme = programme
        self._minimum_group = minimum_group
        self._catalogues = catalogues
        self._clock = clock
        self._pace = pace or Pace()
        self._owner = secrets.token_hex(8)
        self._woken = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._ended: list[Delivery] = []

    def wake(self) -> None:
        """There may be something to say."""
        self._woken.set()

    async def run(self) -> None:
        """Speaks until cancelled; then what is under way is finished and recorded."""
        try:
            while True:
                self._woken.clear()
                try:
                    claimed = await self.take_turn()
                except Exception as error:
                    log.warning("sending is held up: %s", type(error).__name__)
                    claimed = 0
                await self._rest(claimed)
        finally:
            await self._finish()

    async def take_turn(self) -> int:
        """Records what ended, claims what may be said now, and starts saying it; how many were claimed."""
        now = self._clock()
        ended, self._ended = self._ended, []
        try:
            async with self._database.write() as connection:
                for delivery in ended:
                    await self._record(connection, delivery, now)
                claimed = await self._claim(connection, now)
        except BaseException:
            self._ended = ended + self._ended
            raise
        for delivery in claimed:
            self._start(delivery)
        return len(claimed)

    async def drain(self) -> None:
        """Says everything that can be said now, and waits until it is recorded."""
        while await self.take_turn() or self._under_way or self._ended:
            if self._under_way:
                await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
            elif not self._pace.available():
                await asyncio.sleep(self._pace.seconds_until_next())

    async def _rest(self, claimed: int) -> None:
        if self._ended:
            return
        hurry = claimed and self._pace.seconds_until_next()
        await _wait(self._woken, max(0.002, hurry) if claimed else IDLE_SECONDS)

    async def _claim(self, connection: Connection, now: datetime) -> list[Delivery]:
        await outbox.recover(connection, now)
        silent_until = await outbox.silent_until(connection)
        room = min(self._pace.available(), IN_FLIGHT - len(self._under_way))
        if room < 1 or (silent_until and silent_until > now):
            return []
        rows = await outbox.claim(connection, self._owner, now, room, list(outbox.Lane))
        deliveries = [await self._render(connection, row, now) for row in rows]
        self._pace.spend(len(rows))
        return [delivery for delivery in deliveries if delivery]

    async def _render(self, connection: Connection, row: Row, now: datetime) -> Delivery | None:
        """The row's words; a row that cannot be rendered fails alone."""
        try:
            async with connection.begin_nested():
                rendered = await self._words(connection, row, now)
        except Exception as error:
            log.error("cannot say %s: %s", row.kind, type(error).__name__)
            await outbox.settle(connection, row, self._owner, "failed", now, error=type(error).__name__)
            return None
        if rendered is None:
            await outbox.settle(connection, row, self._owner, "cancelled", now)
            return None
        return Delivery(row, rendered)

    async def _words(self, connection: Connection, row: Row, now: datetime) -> Rendered:
        viewer = await people.viewer_by_id(connection, row.person_id) if row.person_id is not None else None
        language = viewer.language if viewer else row.params.get("language", self._programme.languages[0])
        speech = Speech(
            connection=connection,
            row=row,
            viewer=viewer,
            t=self._catalogues.translator(language),
            programme=self._programme,
            minimum_group=self._minimum_group,
            bot_username=self._bot.username,
            now=now,
        )
        return await render(speech)

    def _start(self, delivery: Delivery) -> None:
        task = asyncio.create_task(self._deliver(delivery))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _deliver(self, delivery: Delivery) -> None:
        row, rendered = delivery.row, delivery.rendered
        try:
            if isinstance(rendered, Menu):
                outcome: Outcome = await self._set_menu(row, rendered)
            else:
                message = rendered.message if isinstance(rendered, CheckInShown) else rendered
                outcome = await (self._edit if row.edits else self._send)(row, message)
        except TelegramError as error:
            outcome = of_error(error, is_edit=bool(row.edits) or isinstance(rendered, Menu))
        except Exception as error:
            log.error("sending %s broke: %s", row.kind, type(error).__name__)
            outcome = MaybeSent(type(error).__name__)
        self._ended.append(Delivery(row, rendered, outcome))
        self.wake()

    async def _send(self, row: Row, message: Message) -> Sent:
        sent = await self._bot.send_message(
            row.telegram_id,
            message.text,
            parse_mode=ParseMode.HTML,
            reply_markup=_keyboard(message),
            disable_notification=message.silent,
            protect_content=message.protected,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        return Sent(sent.message_id)

    async def _edit(self, row: Row, message: Message) -> Sent:
        await self._bot.edit_message_text(
            message.text,
            row.telegram_id,
            row.edits,
            parse_mode=ParseMode.HTML,
            reply_markup=_keyboard(message),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        return Sent(row.edits)

    async def _set_menu(self, row: Row, menu: Menu) -> Sent:
        scope = BotCommandScopeChat(row.telegram_id)
        if menu.commands is None:
            await self._bot.delete_my_commands(scope=scope)
        else:
            await self._bot.set_my_commands([BotCommand(*pair) for pair in menu.commands], scope=scope)
        return Sent()

    async def _record(self, connection: Connection, delivery: Delivery, now: datetime) -> None:
        row, owner = delivery.row, self._owner
        match delivery.outcome:
            case Sent(message_id):
                held = await outbox.settle(connection, row, owner, "sent", now, message_id=message_id)
                if held and isinstance(delivery.rendered, CheckInShown) and message_id:
                    await check_ins.shown(connection, delivery.rendered.check_in_id, message_id, delivery.rendered.step)
            case MaybeSent(error):
                await outbox.doubt(connection, row, owner, now, error)
            case NotSent(error):
                await outbox.retry(connection, row, owner, now + _back_off(row.attempt), error)
            case SlowDown(pause):
                await outbox.be_silent(connection, now + pause)
                await outbox.retry(connection, row, owner, now + pause, "RetryAfter")
                log.warning("Telegram asks for %s s of silence", pause.total_seconds())
            case Impossible(error, person_is_gone):
                await outbox.settle(connection, row, owner, "failed", now, error=error)
                if person_is_gone and row.person_id is not None:
                    await people.lose(connection, row.person_id, now)

    async def _finish(self) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=10)
        ended, self._ended = self._ended, []
        async with self._database.write() as connection:
            for delivery in ended:
                await self._record(connection, delivery, self._clock())


def _back_off(attempt: int) -> timedelta:
    return min(timedelta(seconds=2 ** min(attempt, 9) / 2), LONGEST_BACK_OFF)


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    if not message.rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.label, callback_data=b.data or None, url=b.url) for b in row] for row in message.rows]
    )


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
