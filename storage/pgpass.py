"""The file with passwords of libpq, which asyncpg reads without taking the escapes away.

Source: "The Password File" in libpq's chapter of PostgreSQL's manual.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

OTHERS = 0o077
_FIELD = re.compile(r"((?:\\.|[^:\\])*)(?::|$)")


def password(asked: Mapping[str, str]) -> str | None:
    """The password for this host, port, database and user. None: none is written down, or others may read the file."""
    file = Path(asked.get("passfile", os.path.expanduser("~/.pgpass")))
    try:
        if not file.is_file() or file.stat().st_mode & OTHERS:
            return None
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    places = list(_places(asked))
    found = (fields[4] for place in places for fields in map(_fields, lines) if _fits(fields, place))
    return next(found, None)


def _places(asked: Mapping[str, str]) -> Iterator[tuple[set[str], str, str, str]]:
    hosts = (asked.get("host") or asked.get("hostaddr") or "localhost").split(",")
    ports = asked.get("port", "5432").split(",")
    user = asked.get("user", "")
    for number, host in enumerate(hosts):
        names = {host, "localhost"} if host.startswith("/") else {host}
        yield names, ports[min(number, len(ports) - 1)] or "5432", asked.get("dbname", user), user


def _fields(line: str) -> list[str]:
    if line.startswith("#"):
        return []
    return [re.sub(r"\\(.)", r"\1", field) for field in _FIELD.findall(line)]


def _fits(fields: list[str], place: tuple[set[str], str, str, str]) -> bool:
    hosts, *others = place
    if len(fields) < 5 or fields[0] not in hosts | {"*"}:
        return False
    return all(field in (wanted, "*") for field, wanted in zip(fields[1:4], others, strict=True))
