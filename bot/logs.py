"""Logs: one JSON object a line, about events, never about what people say or who they are."""

import logging
import traceback
from datetime import UTC, datetime
from typing import Any

import orjson

#: Libraries that write addresses with the token, whole updates, or statements with values below WARNING.
TALKATIVE = (
    "aiohttp",
    "aiosqlite",
    "alembic",
    "apscheduler",
    "asyncio",
    "asyncpg",
    "httpx",
    "sqlalchemy",
    "telegram",
    "uvicorn",
)


class OneLine(logging.Formatter):
    """An event as JSON. Of an exception its kind and place, not its words: they may quote an answer."""

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": _words(record),
        }
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            event["error"] = record.exc_info[0].__name__
            event["where"] = [f"{frame.name}:{frame.lineno}" for frame in frames[-5:]]
        return orjson.dumps(event).decode()


def _words(record: logging.LogRecord) -> str:
    """Our own words in full; of a library's only what stands in its source, and of that the first line.

    What a library fills in may be an update, a statement's values, or an exception that quotes them.
    """
    if record.name.partition(".")[0] in TALKATIVE:
        return str(record.msg).partition("\n")[0]
    return record.getMessage()


def set_up(level: str) -> None:
    """Logs of our own at `level`, of libraries from WARNING on, to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
