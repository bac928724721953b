"""Receives updates by long polling: a batch is written down before the next one is asked for."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from storage import inbox
from storage.database import Database

log = logging.getLogger(__name__)

POLL_SECONDS = 50
BATCH = 100
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member", "channel_post"]
#: So long Telegram may refuse our token before we believe it.
PATIENCE_SECONDS = 60.0
LONGEST_PAUSE = 15.0


class TokenRefused(Exception):
    """Telegram does not accept the bot's token; nothing can be received or sent."""


class Receiver:
    """The long-poll loop. `wake` is called when something new waits in the inbox."""

    def __init__(self, bot: Bot, database: Database, clock: Callable[[], datetime], wake: Callable[[], None]) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock
        self._wake = wake
        self._offset: int | None = None
        self._pause = 0.0
        self._refused_for = 0.0

    async def run(self) -> None:
        """Receives until cancelled. TokenRefused when Telegram keeps refusing the token."""
        while True:
            try:
                await self.receive()
                self._pause = self._refused_for = 0.0
            except InvalidToken as error:
                self._note_refusal(error)
                await self._rest(error)
            except (TelegramError, Exception) as error:
                await self._rest(error)

    async def receive(self, timeout_seconds: int = POLL_SECONDS) -> int:
        """One long poll, stored; how many updates came. What could not be stored is not confirmed."""
        updates = await self._fetch(timeout_seconds)
        if updates:
            received = [as_received(update) for update in updates]
            async with self._database.write() as connection:
                await inbox.store(connection, received, self._clock())
            self._offset = received[-1].update_id + 1
            self._wake()
        return len(updates)

    async def _fetch(self, timeout_seconds: int) -> Sequence[Mapping[str, Any]]:
        wanted = {"timeout": timeout_seconds, "limit": BATCH, "allowed_updates": ALLOWED, "offset": self._offset}
        parameters = [RequestParameter.from_input(key, value) for key, value in wanted.items() if value is not None]
        updates: Sequence[Mapping[str, Any]] = await self._bot.request.post(  # type: ignore[assignment]
            f"{self._bot.base_url}/getUpdates", RequestData(parameters), read_timeout=timeout_seconds + 10
        )
        return updates

    def _note_refusal(self, error: InvalidToken) -> None:
        if self._refused_for >= PATIENCE_SECONDS:
            raise TokenRefused("Telegram refuses BOT_TOKEN; ask BotFather for the current one") from error

    async def _rest(self, error: Exception) -> None:
        """Waits before the next attempt, longer each time; exactly as long as Telegram says when it says so."""
        self._pause = min(max(0.5, self._pause * 2), LONGEST_PAUSE)
        if isinstance(error, RetryAfter):
            self._pause = _seconds(error.retry_after)
        if isinstance(error, InvalidToken):
            self._refused_for += self._pause
        reason = "another process is receiving for this bot" if isinstance(error, Conflict) else type(error).__name__
        log.warning("receiving failed: %s; next try in %.1f s", reason, self._pause)
        await asyncio.sleep(self._pause)


def _seconds(value: Any) -> float:
    return float(value.total_seconds() if hasattr(value, "total_seconds") else value)


def as_received(update: Mapping[str, Any]) -> inbox.Received:
    """An update as it goes into the inbox; the chat fixes the order in which it is handled."""
    return inbox.Received(update["update_id"], chat_of(update), _written(update))


def _written(update: Mapping[str, Any]) -> str:
    try:
        return orjson.dumps(update).decode()
    except TypeError:  # half a character (a lone surrogate): left out, the rest is kept
        return json.dumps(update, ensure_ascii=False).encode("utf-8", "ignore").decode()


def chat_of(update: Mapping[str, Any]) -> int:
    """The id of the chat an update belongs to; the person's when it has no chat."""
    for content in update.values():
        if isinstance(content, Mapping):
            about = content.get("message") or content
            who = about.get("chat") or content.get("from") or {}
            return int(who.get("id", 0))
    return 0
