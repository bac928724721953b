"""`.env`, and the names of settings, as people write them: in whatever encoding, and sometimes misspelt.

What is named is never a value, nor a line that has no name: somebody may have pasted a token there.
"""

import codecs
import io
import os
import re
from collections.abc import Collection, Iterable, Mapping, Set
from difflib import get_close_matches
from pathlib import Path

from dotenv.parser import Binding, parse_stream
from pydantic_settings.exceptions import SettingsError

from bot.state_folder import settings_file

#: The first bytes by which an encoding names itself; of two that begin alike, the longer one.
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
#: How alike a name has to be, from 0 to 1: what stands in our own file is meant for us, the environment is everybody's.
ALIKE_IN_FILE = 0.7
ALIKE_ELSEWHERE = 0.85


def encoding_of(raw: bytes) -> str:
    """In what this was saved. SettingsError when it is no text.

    What is neither marked nor UTF-8 is UTF-16 when it has zeros, else what Windows has used in Western Europe, which
    has all of Latin-1.
    """
    if b"\0" in raw and not _is_marked(raw):
        return _if_it_reads(raw, "utf-16-le" if raw[1::2].count(0) > raw[::2].count(0) else "utf-16-be")
    try:
        return _said_or_usual(raw)
    except SettingsError:
        if _is_marked(raw):
            raise
        return _if_it_reads(raw, "cp1252")


def _is_marked(raw: bytes) -> bool:
    return raw.startswith(tuple(_MARKS))


def _said_or_usual(raw: bytes) -> str:
    marked = (encoding for mark, encoding in _MARKS.items() if raw.startswith(mark))
    return _if_it_reads(raw, next(marked, "utf-8"))


def _if_it_reads(raw: bytes, encoding: str) -> str:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        raise SettingsError("it is no text") from None
    return encoding


def secret_in(file: Path) -> str:
    """What stands in a file with one secret; no encoding is guessed. SettingsError says why it cannot be read."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise SettingsError(str(error.strerror)) from None
    return raw.decode(_said_or_usual(raw)).strip()


def encoding() -> str | None:
    """Of `.env`; None when there is none. SettingsError, in one line, when it cannot be read."""
    file = settings_file()
    try:
        return encoding_of(file.read_bytes()) if file.is_file() else None
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}") from None
    except SettingsError as error:
        raise SettingsError(f"{file} cannot be read: {error}; save it as UTF-8") from None


def check(environment: Mapping[str, str], known: Set[str]) -> None:
    """SettingsError, in one line: a line of the file that sets nothing, and every name that is almost a setting's.

    known: the settings' names, in capitals. In the environment, where others have names too, only what is almost
    the name of a setting that is given nowhere.
    """
    names = [binding.key for binding in _bindings() if binding.key]
    given = {name.upper() for name in (*names, *environment)}
    meant = {name: almost(name, known - given, ALIKE_ELSEWHERE) for name in environment if name.upper() not in known}
    meant |= {name: almost(name, known, ALIKE_IN_FILE) for name in names if name.upper() not in known}
    told = [f"{name}: did you mean {setting}?" for name, setting in meant.items() if setting]
    if told:
        raise SettingsError(" ".join(told))


def _bindings() -> Iterable[Binding]:
    saved_in = encoding()
    bindings = list(parse_stream(io.StringIO(settings_file().read_text(saved_in)))) if saved_in else []
    for binding in bindings:
        if binding.error or (binding.key and not _NAME.fullmatch(binding.key)):
            raise SettingsError(f"line {_line(binding)} of {settings_file()} sets nothing; write NAME=value")
    return bindings


def _line(binding: Binding) -> int:
    """In which line it begins, after the white lines that count to it."""
    text = binding.original.string
    before = text[: len(text) - len(text.lstrip())]
    return binding.original.line + len(before.splitlines())


def almost(name: str, known: Collection[str], alike: float) -> str | None:
    """The setting that this name is almost; None when it is like none."""
    return next(iter(get_close_matches(name.upper(), known, n=1, cutoff=alike)), None)


def write(file: Path, values: Mapping[str, str]) -> None:
    """A new file with these settings, for its owner alone."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as written:
        written.writelines(f"{name}='{_escaped(value)}'\n" for name, value in values.items())


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")
