"""Logs: one JSON object a line, about events, never about what people say or who they are."""

import logging
import re
import sys
import threading
import traceback
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import orjson

#: The rooms whose own sentences hold counts, keys and kinds only. Whatever else writes a line is a library.
OURS = ("bot", "delivery", "handlers", "programme", "reports", "rules", "scheduler", "storage", "texts")

#: Where the words of a sentence end and a value may begin.
_FIRST_VALUE = re.compile(r"[^A-Za-z ,]")

#: Where those rooms stand.
HOUSE = Path(__file__).parents[1]

log = logging.getLogger(__name__)


class OneLine(logging.Formatter):
    """An event as JSON, with what our own line tells beside its words (`extra={"told": …}`).

    Of an exception its kind and place, not its words: they may quote an answer.

    No line tells of whom it is about, not even by a hash: nothing that can go wrong is found by knowing that.
    """

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": _words(record),
        }
        if _is_ours(record.name):
            event |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            event["error"] = record.exc_info[0].__name__
            event["where"] = [_place(frame) for frame in _told(frames)[-5:]]
        return orjson.dumps(event).decode()


def _told(frames: traceback.StackSummary) -> list[traceback.FrameSummary]:
    """Those of our own files; of an error that never was in one, whatever there is."""
    return [frame for frame in frames if Path(frame.filename).is_relative_to(HOUSE)] or list(frames)


def _place(frame: traceback.FrameSummary) -> str:
    file = Path(frame.filename)
    name = file.relative_to(HOUSE).as_posix() if file.is_relative_to(HOUSE) else file.name
    return f"{frame.name}:{frame.lineno} in {name}"


def _words(record: logging.LogRecord) -> str:
    """Our own words in full; of a library's only what stands in its source, and of that the first line.

    What a library fills in may be an update, a statement's values, or an exception that quotes them.
    """
    if _is_ours(record.name):
        return record.getMessage()
    words = str(record.msg).partition("\n")[0]
    return words if record.args else _FIRST_VALUE.split(words, maxsplit=1)[0].strip()


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in OURS


def _is_for_us(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or _is_ours(record.name)  # whatever level a library gives itself


def set_up(level: str) -> None:
    """Logs of our own at `level`, of libraries from WARNING on, to standard error; and nothing else goes there."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine())
    handler.addFilter(_is_for_us)
    logging.basicConfig(level=max(logging.WARNING, logging.getLevelName(level)), handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.raiseExceptions = False  # a line that cannot be written would be printed with its values
    _catch_what_python_prints()


def _catch_what_python_prints() -> None:
    """Python itself prints the words of what nobody caught, and the source line of a warning."""
    sys.excepthook = _ended_by
    threading.excepthook = lambda ended: _tell("a thread ended by an error", ended.exc_value)
    sys.unraisablehook = lambda lost: _tell("an error that nobody can catch", lost.exc_value)
    warnings.showwarning = _warn


def _ended_by(_kind: type[BaseException], error: BaseException, _trace: object) -> None:
    _tell("ended by an error", error)


def _tell(event: str, error: BaseException | None) -> None:
    log.error(event, exc_info=error)


def _warn(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    log.warning("%s in %s:%d", category.__name__, Path(filename).name, lineno)
