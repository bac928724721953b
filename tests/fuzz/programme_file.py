"""The programme file: any bytes, and those there are with lines changed. What is read, the whole bot can live with."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog

from programme.loading import DEFAULT_FILE, ProgrammeError, load
from programme.model import Programme
from rules.cadence import last_due, upcoming
from tests.fuzz.harness import ROOT, sort_and_rest
from texts.catalogue import OWN_LANGUAGE, read_catalogue
from texts.own_wording import STANDING, forms_of, placeholders, put_over
from texts.translator import Translator

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LONGEST_LINE = 1000
VALUE = "Zwolle"
#: A small one, and the shipped one with everything in it.
FILES = (ROOT / "tests" / "programme" / "other.toml", DEFAULT_FILE)
LINES = tuple(file.read_text(encoding="utf-8").splitlines() for file in FILES)
WORDS = (
    *("[[practices]]", "[schedule]", "[texts.nl]", "[[forms]]", "[[forms.questions]]", "options = [", "{ key = "),
    *(
        "= nan",
        "= inf",
        "= -1",
        "= 1e999",
        "= 0x",
        "= true",
        "= 9999-12-31",
        "= 0001-01-01",
        "= 23:59:60",
        '"""',
        "'''",
    ),
    *("{experiment}", "{practice}", "{n:9}", "{n!r}", "{0}", "{", "<b>", "&amp;", "\\u0000", "\\u202e", "Etc/UTC"),
    *("slug = ", "languages = ", "first_on = ", "every_weeks = ", "timezone = ", "label = ", "text = ", "key = "),
)


def one(data: bytes) -> None:
    """A programme that can be used, or one line about what is wrong."""
    sort, rest = sort_and_rest(data, 1 + len(FILES))
    found = _read(rest if sort == 0 else _changed(LINES[sort - 1], rest).encode())
    if isinstance(found, Programme):
        _is_usable(found)
    else:
        assert len(found.splitlines()) == 1
        assert len(found) < LONGEST_LINE


def _read(content: bytes) -> Programme | str:
    file = Path(_folder().name) / "any.toml"
    file.write_bytes(content)
    try:
        return load(file)
    except ProgrammeError as error:
        return str(error)


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="programme-")


def _changed(standing: Sequence[str], changes: bytes) -> str:
    """The file with changes: each is a letter for a line, and what stands there instead."""
    lines = list(standing)
    for change in changes.decode("utf-8", "replace").split("\x1e"):
        if change:
            lines[ord(change[0]) % len(lines)] = change[1:]
    return "\n".join(lines)


def _is_usable(programme: Programme) -> None:
    assert programme.model_validate(programme.model_dump()) == programme
    last_due(programme.schedule, NOW, _never)
    assert upcoming(programme.schedule, NOW, _never, 3)
    for language in programme.languages:
        _can_be_spoken(programme, language)


def _never(_: date) -> None:
    """Every day is a working day."""


def _can_be_spoken(programme: Programme, language: str) -> None:
    """Wording that the bot accepts at its start can be said later, and is no longer than it looks."""
    own = programme.texts.get(language, {})
    try:
        put_over(Catalog(locale=language), own, _known())
    except ValueError:  # the operator is told, and nothing starts
        return
    for form in (form for wording in own.values() for form in forms_of(wording)):
        t = Translator(language, _Only(form), language, dict.fromkeys(STANDING, VALUE))
        said = t("any", **dict.fromkeys(placeholders(form) - STANDING, VALUE))
        assert len(said) <= len(form) + (len(VALUE) + 2) * form.count("{")


@cache
def _known() -> Catalog:
    return read_catalogue(OWN_LANGUAGE)


class _Only(NullTranslations):
    """One text, whatever is asked."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def gettext(self, message: str) -> str:
        return self._text


def seeds() -> Iterator[bytes]:
    """The programme files there are, and some of their lines in their own place and in another."""
    for sort, lines in enumerate(LINES, 1):
        yield b"\0" + "\n".join(lines).encode()
        for number in range(0, len(lines), len(lines) // 12):
            yield bytes([sort]) + f"{chr(number)}{lines[number]}".encode()
            yield bytes([sort]) + f"{chr(number)}{lines[number - 7]}\x1e{chr(number + 3)}{lines[number - 5]}".encode()
    for wording in ('"time.moment" = "{day}, {clock}"', '"time.days_ago" = ["{n} gün"]', '"time.moment" = "{day!x}"'):
        yield b"\1" + f"{chr(len(LINES[0]) - 1)}{wording}".encode()
