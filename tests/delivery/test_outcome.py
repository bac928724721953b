"""What an error means for the message it was about."""

from datetime import timedelta

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from delivery import gone
from delivery.outcome import (
    Impossible,
    MaybeSent,
    NotEditable,
    NotSent,
    Outcome,
    Refused,
    Sent,
    SlowDown,
    of_error,
)

NOT_MODIFIED = (
    "Message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
KEY = ConnectionKey("127.0.0.1", 1, False, True, None, None, None)


def because(error: TelegramError, cause: BaseException) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (RetryAfter(timedelta(seconds=35)), SlowDown(timedelta(seconds=35))),
        (RetryAfter(35), SlowDown(timedelta(seconds=35))),
        (Forbidden("Forbidden: bot was blocked by the user"), Refused("blocked")),
        (Forbidden("Forbidden: user is deactivated"), Refused("deactivated")),
        (BadRequest("Chat not found"), Refused("not found")),
        (BadRequest("Can't parse entities: unsupported start tag"), Impossible("BadRequest")),
        (BadRequest(NOT_MODIFIED), Sent()),
        (InvalidToken("Unauthorized"), NotSent("InvalidToken")),
        (Conflict("Conflict"), NotSent("Conflict")),
    ],
)
def test_what_telegram_answered_is_clear(error: TelegramError, expected: Outcome) -> None:
    assert of_error(error, is_edit=False) == of_error(error, is_edit=True) == expected


NOTHING_WENT_OUT = [
    because(NetworkError("no answer"), aiohttp.ClientConnectorError(KEY, OSError())),
    because(TimedOut(), aiohttp.ConnectionTimeoutError()),
    NetworkError("Bad Gateway"),
    because(NetworkError("Bad Gateway (502)"), NetworkError("Telegram's answer is not JSON")),
]
IT_MAY_HAVE_ARRIVED = [
    because(TimedOut(), aiohttp.SocketTimeoutError()),
    because(TimedOut(), TimeoutError()),
    because(NetworkError("no answer"), aiohttp.ServerDisconnectedError()),
    because(NetworkError("no answer"), aiohttp.ClientOSError()),
    because(NetworkError("Telegram's answer is not JSON"), ValueError()),
]


@pytest.mark.parametrize("error", NOTHING_WENT_OUT, ids=repr)
def test_what_never_went_out_or_was_turned_away_is_tried_again(error: TelegramError) -> None:
    assert isinstance(of_error(error, is_edit=False), NotSent)


@pytest.mark.parametrize("error", IT_MAY_HAVE_ARRIVED, ids=repr)
def test_what_broke_on_the_way_may_have_arrived(error: TelegramError) -> None:
    assert isinstance(of_error(error, is_edit=False), MaybeSent)


@pytest.mark.parametrize("error", IT_MAY_HAVE_ARRIVED, ids=repr)
def test_an_edit_that_may_have_arrived_may_be_repeated(error: TelegramError) -> None:
    assert of_error(error, is_edit=True) == MaybeSent(type(error).__name__, may_be_repeated=True)


@pytest.mark.parametrize("kind", [BadRequest, Forbidden])
@pytest.mark.parametrize(("words", "why"), gone.GONE.items())
def test_that_somebody_is_gone_is_known_whatever_the_status(
    kind: type[BadRequest] | type[Forbidden], words: str, why: str
) -> None:
    for said in (words, words.upper(), f"{kind.__name__}: {words}"):
        assert of_error(kind(said), is_edit=False) == of_error(kind(said), is_edit=True) == Refused(why)


def test_a_refusal_in_words_nobody_knows_is_a_refusal() -> None:
    assert of_error(Forbidden("Forbidden: for another reason"), is_edit=False) == Refused(gone.REFUSED)


@pytest.mark.parametrize("words", gone.NOT_EDITABLE)
def test_a_message_that_cannot_be_edited_is_nobodys_failure(words: str) -> None:
    assert of_error(BadRequest(words.capitalize()), is_edit=True) == NotEditable()
    assert of_error(BadRequest(words.capitalize()), is_edit=False) == Impossible("BadRequest")
