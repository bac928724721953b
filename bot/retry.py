"""Keeps at something, whatever goes wrong: for ever, or until it is done."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from time import monotonic
from typing import NoReturn

from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter

from rules import causes

log = logging.getLogger(__name__)

#: So long Telegram may refuse our token before we believe it.
PATIENCE_SECONDS = 60.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
#: Two processes that take a bot's updates from each other succeed by turns. So long it must have been quiet before a
#: success makes the pauses short again.
CALM_SECONDS = 300.0


class MustBeMended(Exception):
    """Telegram refuses how the bot is set up; trying again changes nothing."""


class TokenRefused(Exception):
    """Telegram does not accept the bot's token; nothing can be received or sent."""


async def retry_forever(
    attempt: Callable[[], Awaitable[object]], doing: str, failed: Callable[[Exception], None] = lambda _: None
) -> NoReturn:
    """Repeats the attempt; after a failure with a pause, longer each time. `doing` names it in the log.

    Raises MustBeMended when Telegram does not want how the bot is set up, and TokenRefused when it refused the token
    for `PATIENCE_SECONDS`, with nothing succeeding in between.
    """
    pause = refused_for = 0.0
    quiet_from = -CALM_SECONDS
    while True:
        try:
            await attempt()
            refused_for = 0.0
            pause = pause if monotonic() < quiet_from else 0.0
        except Exception as error:  # whatever it is: a process that lives on must not be deaf
            failed(error)
            if isinstance(error, InvalidToken) and refused_for >= PATIENCE_SECONDS:
                raise TokenRefused("Telegram refuses BOT_TOKEN; ask BotFather for the current one") from None
            if isinstance(error, BadRequest) and (cause := causes.of(error)) and not cause.passes:
                raise MustBeMended(cause.line) from None
            pause = _next_pause(pause, error)
            quiet_from = monotonic() + CALM_SECONDS if isinstance(error, Conflict) else quiet_from
            refused_for += pause if isinstance(error, InvalidToken) else 0
            log.warning("%s failed: %s; next try in %.1f s", doing, causes.told(error), pause)
            await asyncio.sleep(pause)


async def retry_until_done(
    whom: str, attempt: Callable[[], Awaitable[None]], is_transient: Callable[[Exception], bool]
) -> None:
    """Repeats the attempt until it succeeds, or fails by an error that does not pass by itself, which is raised."""
    pause = 0.0
    while True:
        try:
            return await attempt()
        except Exception as error:
            if not is_transient(error):
                raise
            pause = _next_pause(pause, error)
            log.warning("%s does not answer yet: %s; next try in %.1f s", whom, causes.told(error), pause)
            await asyncio.sleep(pause)


def _next_pause(pause: float, error: Exception) -> float:
    """Longer each time; exactly as long as Telegram says when it says so."""
    if isinstance(error, RetryAfter):
        asked = error.retry_after
        return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
    return min(max(FIRST_PAUSE, pause * 2), LONGEST_PAUSE)
