"""A log line is one JSON object about an event; what people say and who they are is not in it."""

import logging
from collections.abc import Iterator

import orjson
import pytest

from bot import logs
from bot.logs import TALKATIVE

SECRET = "mijn moeder vergeet alles"


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    libraries = {name: logging.getLogger(name).level for name in TALKATIVE}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, was in libraries.items():
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


@pytest.mark.parametrize("library", TALKATIVE)
def test_libraries_keep_their_details_to_themselves_at_debug(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    """They write addresses with the token, and whole updates."""
    logs.set_up("DEBUG")
    logging.getLogger(f"{library}.inside").info(SECRET)
    assert lines(capsys) == []


def test_setting_up_twice_says_nothing_twice(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO")
    logs.set_up("INFO")
    logging.getLogger("bot").info("once")
    assert len(lines(capsys)) == 1
