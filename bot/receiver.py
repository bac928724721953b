"""Receives updates by long polling: a batch is written down before the next one is asked for."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from operator import index
from typing import Any
from urllib.parse import urlencode

import orjson
from telegram import Bot
from telegram.error import NetworkError

from bot.retry import retry_forever
from bot.transport import UnreadableAnswer
from storage import inbox
from storage.database import Database

log = logging.getLogger(__name__)

#: With the slack for an answer that never comes, receiving goes on within a minute.
POLL_SECONDS = 45
SLACK_SECONDS = 8
BATCH = 100
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member", "channel_post"]


#: What a BIGINT holds.
LARGEST_ID = 2**63 - 1


class Receiver:
    """The long-poll loop. `wake` is called when something new waits in the inbox, `heard` when receiving
    works, `not_heard` when it does not."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
        heard: Callable[[], None] = lambda: None,
        not_heard: Callable[[Exception], None] = lambda _: None,
    ) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock
        self._wake = wake
        self._heard = heard
        self._not_heard = not_heard
        self._offset: int | None = None
        self._hears = False
        self._most = BATCH

    async def run(self) -> None:
        """Receives until cancelled. TokenRefused when Telegram keeps refusing the token."""
        await retry_forever(self._listen, "receiving", self._not_heard)

    async def _listen(self) -> None:
        """One long poll; the first, and the first after a failure, is short and clears the way."""
        hears, self._hears = self._hears, False
        if not hears:
            await self._bot.delete_webhook()  # a webhook that was left, or set meanwhile, makes every poll fail
        await self.receive(POLL_SECONDS if hears else 0)
        self._hears = True
        self._heard()

    async def receive(self, timeout_seconds: int = POLL_SECONDS) -> int:
        """One long poll, stored; how many updates came. What could not be stored is not confirmed."""
        try:
            updates = await poll(self._bot, self._offset, timeout_seconds, self._most)
        except UnreadableAnswer as error:
            await self._skip_unreadable(error.update_ids)
            return 0
        self._most = BATCH
        if updates:
            received, unreadable = sorted_out(updates)
            await self._store(received, unreadable)
        return len(updates)

    async def _skip_unreadable(self, update_ids: Sequence[int]) -> None:
        """Of an answer that nobody can read, the updates are asked for one by one; one that still is so, is let go."""
        if self._most == 1 and update_ids:
            await self._store([], update_ids[:1])
            self._most = BATCH
        elif self._most == 1:
            raise NetworkError("Telegram's answer is no answer")
        else:
            self._most = 1

    async def _store(self, received: Sequence[inbox.Received], unreadable: Sequence[int]) -> None:
        async with self._database.write() as connection:
            await inbox.store(connection, received, self._clock())
            await inbox.set_aside(connection, unreadable, self._clock())
        if unreadable:
            log.error("updates that nobody can read: %d; set aside", len(unreadable))
        numbers = [*(one.update_id for one in received), *unreadable]
        if not numbers:
            raise NetworkError("Telegram's answer has no update with a number")
        self._offset = max(numbers) + 1
        self._wake()


async def poll(bot: Bot, offset: int | None, timeout_seconds: int, most: int = BATCH) -> Sequence[Any]:
    """The updates from `offset` on, as Telegram tells them: the library's own `get_updates` reads them into objects.

    What is asked stands in the address, for the library has no public way to make the body of a request.
    """
    wanted = {"timeout": timeout_seconds, "limit": most, "allowed_updates": json.dumps(ALLOWED)}
    query = urlencode(wanted if offset is None else wanted | {"offset": offset})
    longest = timeout_seconds + SLACK_SECONDS
    async with asyncio.timeout(longest + SLACK_SECONDS):  # also when the way to Telegram itself is stuck
        updates: Any = await bot.request.post(f"{bot.base_url}/getUpdates?{query}", read_timeout=longest)
    if not isinstance(updates, list):
        raise NetworkError("Telegram's answer is no list of updates")
    return updates


def sorted_out(updates: Sequence[Any]) -> tuple[list[inbox.Received], list[int]]:
    """Those that can be kept, and the numbers of those that nobody can read. One without a number is nothing."""
    received: list[inbox.Received] = []
    unreadable: list[int] = []
    for update in updates:
        if one := understood(update):
            received.append(one)
        elif (number := number_of(update)) is not None:
            unreadable.append(number)
    return received, unreadable


def understood(update: Any) -> inbox.Received | None:
    """The update as it goes into the inbox; None when that is not possible, whatever it is."""
    try:
        return as_received(update)
    except Exception:  # whatever a shape makes a reader raise: nested too deep, too large a number …
        return None


def number_of(update: Any) -> int | None:
    """By which Telegram knows it, whatever else is in it; None when there is none."""
    number = update.get("update_id") if isinstance(update, Mapping) else None
    return number if isinstance(number, int) and 0 <= number < LARGEST_ID else None


def as_received(update: Mapping[str, Any]) -> inbox.Received:
    """An update as it goes into the inbox; the chat fixes the order in which it is handled.

    TypeError, ValueError and their like for nonsense.
    """
    try:
        payload = orjson.dumps(_needed(update)).decode()
    except TypeError:  # half a character (a lone surrogate), or a number of too many digits
        update = _whole(update)
        payload = json.dumps(_needed(update), ensure_ascii=False)
    update_id, chat_id = index(update["update_id"]), chat_of(update)
    if max(abs(update_id), abs(chat_id)) > LARGEST_ID:
        raise ValueError("no database keeps such a number")
    return inbox.Received(update_id, chat_id, payload, kind=kind_of(update))


def kind_of(update: Mapping[str, Any]) -> str:
    """What somebody did, in one word: a tap, a command, a text or something other. Nothing of what is in it."""
    if "callback_query" in update:
        return "tap"
    message = update.get("message")
    text = message.get("text") if isinstance(message, Mapping) else None
    if not isinstance(text, str):
        return "other"
    return "command" if text.startswith("/") else "text"


def _needed(update: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without what the tapped message says: nobody asks, and somebody's answers need not be written down once more."""
    tap = update.get("callback_query")
    if not isinstance(tap, Mapping) or not isinstance(tap.get("message"), Mapping):
        return update
    message = {key: tap["message"][key] for key in ("message_id", "date", "chat") if key in tap["message"]}
    return {**update, "callback_query": {**tap, "message": message}}


def _whole(update: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without half characters. Two keys may be one then: whose update it is, is only looked up after this."""
    return dict(json.loads(json.dumps(update, ensure_ascii=False).encode("utf-8", "ignore")))


def chat_of(update: Mapping[str, Any]) -> int:
    """The id of the chat an update belongs to; the person's when it has no chat."""
    for content in update.values():
        if isinstance(content, Mapping):
            about = content.get("message") or content
            who = about.get("chat") or content.get("from") or {}
            return int(who.get("id", 0))
    return 0
