"""A log line is one JSON object about an event; what people say and who they are is not in it."""

import asyncio
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from types import SimpleNamespace

import orjson
import pytest

from bot import logs

SECRET = "mijn moeder vergeet alles"
#: They write addresses with the token, whole updates, statements with values, paths; the last is unknown to us.
LIBRARIES = ("aiohttp", "alembic", "apscheduler", "asyncio", "httpx", "sqlalchemy", "telegram", "uvicorn", "unheard_of")


@pytest.fixture(autouse=True)
def _as_it_was(logging_as_it_was: None) -> Iterator[None]:
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    yield
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    return [orjson.loads(line) for line in capsys.readouterr().err.splitlines()]


def fails() -> None:
    raise ValueError(SECRET)


def test_an_event_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO")
    logging.getLogger("bot.running").info("rounds: %d opened,\n%d closed", 11, 0)
    (line,) = lines(capsys)
    assert (line["level"], line["from"], line["event"]) == ("info", "bot.running", "rounds: 11 opened,\n0 closed")
    assert line["at"].endswith("+00:00")


def test_an_error_tells_its_kind_and_place_and_not_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("DEBUG")
    try:
        fails()
    except ValueError:
        logging.getLogger("handlers").exception("update failed")
    (line,) = lines(capsys)
    assert (line["event"], line["error"]) == ("update failed", "ValueError")
    assert line["where"][-1].startswith("fails:")
    assert SECRET not in str(line)


def test_the_level_is_that_of_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("WARNING")
    logging.getLogger("bot").info("not this")
    logging.getLogger("bot").warning("but this")
    assert [line["event"] for line in lines(capsys)] == ["but this"]


@pytest.mark.parametrize("inside", ["", ".inside"])
@pytest.mark.parametrize("library", LIBRARIES)
def test_libraries_keep_their_details_to_themselves_at_debug(
    library: str, inside: str, capsys: pytest.CaptureFixture[str]
) -> None:
    talks = logging.getLogger(library + inside)
    talks.setLevel(logging.DEBUG)
    logs.set_up("DEBUG")
    talks.info(SECRET)
    assert lines(capsys) == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_what_a_library_has_filled_in_is_left_out_of_its_warnings(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("DEBUG")
    logging.getLogger(library).warning("Cannot parse %r", SECRET)
    logging.getLogger(library).warning(f"Exception in callback Handling.say('{SECRET}')\nhandle: {SECRET}")
    assert [line["event"] for line in lines(capsys)] == ["Cannot parse %r", "Exception in callback Handling"]


async def test_what_nobody_caught_is_told_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("DEBUG")
    error = ValueError(SECRET)

    def fails_with(_words: str) -> None:
        raise error

    asyncio.get_running_loop().call_soon(fails_with, SECRET)
    await asyncio.sleep(0)
    sys.excepthook(ValueError, error, None)
    thread = threading.Thread(target=fails_with, args=[SECRET], name=SECRET)
    thread.start()
    thread.join()
    sys.unraisablehook(SimpleNamespace(exc_value=error, err_msg=SECRET, object=SECRET))
    warnings.showwarning(SECRET, UserWarning, f"/home/{SECRET}/some.py", 7)
    told = lines(capsys)
    assert SECRET not in str(told)
    assert [line.get("error") for line in told] == ["ValueError"] * 4 + [None]
    assert told[-1]["event"] == "UserWarning in some.py:7"


def test_a_line_that_cannot_be_written_is_not_printed_either(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("DEBUG")
    logging.getLogger("bot").info("%d opened", SECRET)
    assert capsys.readouterr().err == ""


def test_setting_up_twice_says_nothing_twice(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO")
    logs.set_up("INFO")
    logging.getLogger("bot").info("once")
    assert len(lines(capsys)) == 1
