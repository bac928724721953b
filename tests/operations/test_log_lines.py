"""What libraries say in the log: the sentence that stands in their source, and nothing they filled in."""

import logging

import orjson
import pytest

from bot.logs import OneLine

ANSWER = "mijn moeder vergeet alles"


@pytest.mark.parametrize(
    ("library", "words", "values", "told"),
    [
        (
            "asyncio",
            f"Task exception was never retrieved\nfuture: ValueError('{ANSWER}')",
            (),
            "Task exception was never",
        ),
        ("apscheduler.executors", 'Job "%s" raised an exception', (ANSWER,), 'Job "%s" raised an exception'),
        ("telegram.ext.Application", "No error handlers are registered: %s", (ANSWER,), "No error handlers"),
        ("uvicorn.error", f"Exception in ASGI application\n{ANSWER}", (), "Exception in ASGI application"),
    ],
)
def test_a_library_fills_nothing_in(library: str, words: str, values: tuple[str, ...], told: str) -> None:
    line = OneLine().format(logging.LogRecord(library, logging.ERROR, "", 0, words, values, None))
    assert orjson.loads(line)["event"].startswith(told)
    assert ANSWER not in line


def test_our_own_words_are_complete() -> None:
    record = logging.LogRecord("bot.running", logging.INFO, "", 0, "rounds: %d opened", (11,), None)
    assert orjson.loads(OneLine().format(record))["event"] == "rounds: 11 opened"
