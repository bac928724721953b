"""Reads a programme file. Whoever wrote the file gets one line that says what to change, and where."""

import re
import tomllib
from pathlib import Path
from reprlib import Repr
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from programme.model import Programme
from programme.part import Part

DEFAULT_FILE = Path(__file__).with_name("in-voor-mantelzorg-thuis.toml")

#: So much of a key is shown.
LONGEST_NAME = 60
LONGEST_MESSAGE = 300

PartType = TypeVar("PartType", bound=Part)

_shortened = Repr()
_shortened.maxstring = _shortened.maxother = 60


class ProgrammeError(Exception):
    """A file that cannot be used. The message is one line: the file, the line or key, expected and found."""


def load(path: Path | None = None) -> Programme:
    """The programme in a TOML file (without a path: `DEFAULT_FILE`), checked as a whole.

    Raises ProgrammeError for a file that cannot be read, is not TOML, or does not describe a programme.
    """
    return read(path or DEFAULT_FILE, Programme)


def read(path: Path, shape: type[PartType]) -> PartType:
    """The content of a TOML file as a `shape`. Raises ProgrammeError, as `load` does."""
    content = _parse(path, _text(path))
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        raise ProgrammeError(f"{path}: {_describe(error, content)}") from None


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ProgrammeError(f"{path}: cannot be read ({error.strerror})") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = content[error.start : error.start + 1]
        raise ProgrammeError(f"{path}, line {line}: expected UTF-8 text, found the byte {found!r}") from None


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, where = str(error).rpartition(" (at ")
        lines = text.splitlines() or [""]
        at = re.search(r"line (\d+)", where)
        number = int(at[1]) if at else len(lines)
        found = _shortened.repr(lines[number - 1].strip()) if number <= len(lines) else "the end of the file"
        raise ProgrammeError(f"{path}, line {number}: {what}, found {found}") from None
    except ValueError:  # only Python's own limit on digits is left
        raise ProgrammeError(f"{path}: expected numbers of a few digits, found one of thousands") from None
    except RecursionError:
        raise ProgrammeError(f"{path}: expected a few levels of brackets, found hundreds") from None


def _describe(error: ValidationError, content: object) -> str:
    problems = _without_echoes(error.errors(include_url=False))
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    where = _key_path(problems[0]["loc"], content)
    what = _problem(problems[0])
    return " ".join(f"{where}: {what}{more}".removeprefix(": ").split())


def _without_echoes(problems: list[ErrorDetails]) -> list[ErrorDetails]:
    """A list whose items are wrong is also reported as too short."""
    places = [problem["loc"] for problem in problems]
    inside = {place[:length] for place in places for length in range(len(place))}
    return [problem for problem in problems if problem["loc"] not in inside]


def _key_path(location: tuple[int | str, ...], content: object) -> str:
    """Such as `practices.leiden.place.latitude`: an item of a list bears its key, else its place, from 1."""
    names = []
    for step in location:
        content = _below(content, step)
        names.append(_own_name(content) or f"#{step + 1}" if isinstance(step, int) else step)
    return ".".join(
        name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…" for name in names if name != "[key]"
    )


def _below(content: object, step: int | str) -> object:
    try:
        return content[step]  # type: ignore[index]
    except (KeyError, IndexError, TypeError):
        return None


def _own_name(item: object) -> str | None:
    if not isinstance(item, dict):
        return None
    names = (item.get(key) for key in ("key", "slug", "role"))
    return next((name for name in names if isinstance(name, str)), None)


def _cut(words: str) -> str:
    """A message may quote what stands in the file, however long that is."""
    return words if len(words) <= LONGEST_MESSAGE else f"{words[:LONGEST_MESSAGE]}…"


def _problem(problem: ErrorDetails) -> str:
    found = f"found {_shortened.repr(problem['input'])}"
    match problem["type"]:
        case "missing":
            return "expected this key, found nothing"
        case "extra_forbidden":
            return f"there is no such key, {found}"
        case "string_pattern_mismatch":
            return f"expected text of the pattern {problem['ctx']['pattern']}, {found}"
        case "value_error":
            return _cut(problem["msg"].removeprefix("Value error, "))
    expected = re.sub(r"^\w+ should (be |have )?", "expected ", problem["msg"])
    return f"{expected}, {found}"
