"""Receives updates that Telegram posts: each is written down before it is acknowledged."""

import asyncio
import hmac
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from telegram import Bot, WebhookInfo
from telegram.error import Conflict

from bot import json_in
from bot.process_metrics import ProcessMetrics
from bot.receiver import ALLOWED, sorted_out
from bot.retry import retry_forever
from rules import causes
from storage import inbox
from storage.database import Database

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
#: No update is larger than some tens of kilobytes.
LARGEST = 1024 * 1024
#: Longer than a writer waits for another one; after that Telegram had better try again.
STORE_SECONDS = 10.0
#: So many posts Telegram may have under way at once.
CONNECTIONS = 40
#: How often we look whether Telegram still posts here, and gets through.
LOOK_EVERY_SECONDS = 30.0


class Webhook:
    """Has Telegram post to `url`, and takes what it posts. `wake` is called when something new waits in the inbox."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
        process_metrics: ProcessMetrics,
        url: str,
        secret: str,
    ) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock
        self._wake = wake
        self._process_metrics = process_metrics
        self._url = url
        self._secret = secret
        self._is_set = False
        self._last_failure: datetime | None = None

    async def run(self) -> None:
        """Keeps Telegram posting here until cancelled. TokenRefused when Telegram keeps refusing the token."""
        await retry_forever(self._look_after, "setting the webhook", self._process_metrics.not_heard)

    async def _look_after(self) -> None:
        info = await self._bot.get_webhook_info()
        if self._is_set and info.url != self._url:
            self._is_set = False
            raise Conflict("the webhook was taken away: another process has the same token")
        if not self._is_set or self._has_failed_again(info):
            await self._bot.set_webhook(
                self._url, secret_token=self._secret, max_connections=CONNECTIONS, allowed_updates=ALLOWED
            )
            self._is_set = True
        self._process_metrics.heard()
        await asyncio.sleep(LOOK_EVERY_SECONDS)

    def _has_failed_again(self, info: WebhookInfo) -> bool:
        """Whether Telegram did not get through since we last looked: then it may have an older secret of ours."""
        known, self._last_failure = self._last_failure, info.last_error_date
        if info.last_error_date in (None, known):
            return False
        log.warning("Telegram did not get through: %s; %d wait", info.last_error_message, info.pending_update_count)
        self._process_metrics.not_reached(causes.of_delivery(info.last_error_message).line)
        return True

    async def receive(self, request: Request) -> Response:
        """Answers one post: 200 when it is written down, 503 when it could not be and should come again."""
        if not self._comes_from_telegram(request):
            self._process_metrics.refused()
            return Response(status_code=403)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return Response(status_code=415)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        update = value_of(body)
        received, unreadable = sorted_out([update])
        if not isinstance(update, dict) or not (received or unreadable):
            return Response(status_code=400)  # not from Telegram, or broken on its way: it had better come again
        return Response(status_code=200 if await self._store(received, unreadable) else 503)

    def _comes_from_telegram(self, request: Request) -> bool:
        told = request.headers.get(SECRET_HEADER, "")
        return hmac.compare_digest(told.encode(), self._secret.encode())

    async def _store(self, received: Sequence[inbox.Received], unreadable: Sequence[int]) -> bool:
        try:
            async with asyncio.timeout(STORE_SECONDS), self._database.write() as connection:
                await inbox.store(connection, received, self._clock())
                await inbox.set_aside(connection, unreadable, self._clock())
        except Exception as error:  # whatever it is, the update is not safe yet
            log.warning("an update could not be stored: %s", causes.told(error))
            return False
        if unreadable:
            log.error("an update that nobody can read; set aside")
        self._wake()
        return True


def value_of(body: bytes) -> Any:
    """What is posted; None when it is no JSON."""
    try:
        return json_in.read(body)
    except ValueError:
        return None


async def _body(request: Request) -> bytes | None:
    """The body; None when it is too large, or does not come to its end."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > LARGEST:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)
