"""How a send ended: what an error from Telegram means for the message it was about."""

from datetime import timedelta
from typing import Any

import aiohttp
from msgspec import Struct
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from delivery import gone


class Sent(Struct, frozen=True):
    """It arrived; as which message (None: not a message). ahead: those before it, when it takes several."""

    message_id: int | None = None
    ahead: tuple[int, ...] = ()


class NotSent(Struct, frozen=True):
    """Surely not sent: try again."""

    error: str


class MaybeSent(Struct, frozen=True):
    """The connection broke after the request went out: it may have arrived. may_be_repeated: twice changes nothing."""

    error: str
    may_be_repeated: bool = False


class SlowDown(Struct, frozen=True):
    """Telegram asks everybody to be silent for so long."""

    pause: timedelta


class Impossible(Struct, frozen=True):
    """It will never arrive."""

    error: str


class Refused(Struct, frozen=True):
    """Telegram lets nothing through to this person, or to this chat."""

    reason: str


class NotEditable(Struct, frozen=True):
    """The message to edit is gone, or too old."""


Outcome = Sent | NotSent | MaybeSent | SlowDown | Impossible | Refused | NotEditable

#: What only a failure to connect raises: nothing was sent.
_BEFORE_SENDING = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
_ALREADY_SO = "message is not modified"


def of_error(error: TelegramError, *, is_edit: bool) -> Outcome:
    """The outcome that an error stands for. An edit can safely be repeated."""
    kind = type(error).__name__
    if isinstance(error, RetryAfter):
        return SlowDown(_pause(error.retry_after))
    if isinstance(error, BadRequest | Forbidden):
        return _of_refusal(error, is_edit=is_edit)
    if isinstance(error, NetworkError):
        surely_not = isinstance(error.__cause__, _BEFORE_SENDING) or _was_refused(error)
        return NotSent(kind) if surely_not else MaybeSent(kind, may_be_repeated=is_edit)
    return NotSent(kind)


def _of_refusal(error: BadRequest | Forbidden, *, is_edit: bool) -> Outcome:
    if _ALREADY_SO in error.message.lower():
        return Sent()
    if is_edit and gone.cannot_be_edited(error.message):
        return NotEditable()
    why = gone.reason(error.message, is_forbidden=isinstance(error, Forbidden))
    return Refused(why) if why else Impossible(type(error).__name__)


def _was_refused(error: NetworkError) -> bool:
    # An error status is an answer, also with a page that is no JSON: Telegram's front did not take the request on.
    return error.__cause__ is None or isinstance(error.__cause__, TelegramError)


def _pause(value: Any) -> timedelta:
    return value if isinstance(value, timedelta) else timedelta(seconds=float(value))
