"""How a send ended: what an error from Telegram means for the message it was about."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived; as which message (None: not a message)."""

    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class NotSent:
    """Surely not sent: try again."""

    error: str


@dataclass(frozen=True, slots=True)
class MaybeSent:
    """The connection broke after the request went out: it may have arrived. may_be_repeated: twice changes nothing."""

    error: str
    may_be_repeated: bool = False


@dataclass(frozen=True, slots=True)
class SlowDown:
    """Telegram asks everybody to be silent for so long."""

    pause: timedelta


@dataclass(frozen=True, slots=True)
class Impossible:
    """It will never arrive. person_is_gone: nothing else to this person will either."""

    error: str
    person_is_gone: bool = False


Outcome = Sent | NotSent | MaybeSent | SlowDown | Impossible

#: What only a failure to connect raises: nothing was sent.
_BEFORE_SENDING = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
_GONE = ("chat not found", "user is deactivated", "bot was blocked", "can't initiate conversation")
_ALREADY_SO = "message is not modified"


def of_error(error: TelegramError, *, is_edit: bool) -> Outcome:
    """The outcome that an error stands for. An edit can safely be repeated."""
    kind = type(error).__name__
    if isinstance(error, RetryAfter):
        return SlowDown(_pause(error.retry_after))
    if isinstance(error, Forbidden):
        return Impossible(kind, person_is_gone=True)
    if isinstance(error, BadRequest):
        if _ALREADY_SO in error.message.lower():
            return Sent()
        return Impossible(kind, person_is_gone=any(words in error.message.lower() for words in _GONE))
    if isinstance(error, NetworkError):
        surely_not = isinstance(error.__cause__, _BEFORE_SENDING) or _was_refused(error)
        return NotSent(kind) if surely_not else MaybeSent(kind, may_be_repeated=is_edit)
    return NotSent(kind)


def _was_refused(error: NetworkError) -> bool:
    # An error status is an answer, also with a page that is no JSON: Telegram's front did not take the request on.
    return error.__cause__ is None or isinstance(error.__cause__, TelegramError)


def _pause(value: Any) -> timedelta:
    return value if isinstance(value, timedelta) else timedelta(seconds=float(value))
