"""The file with passwords of libpq, which asyncpg reads without taking the escapes away.

Source: "The Password File" in libpq's chapter of PostgreSQL's manual.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

OTHERS = 0o077
_FIELD = re.compile(r"((?:\\.|[^:\\])*)(?::|$)")


def password(asked: Mapping[str, str]) -> str | None:
    """The password for this one host, port, database and user. None: none is written down, or others may read it."""
    file = Path(asked.get("passfile", os.path.expanduser("~/.pgpass")))
    try:
        if not file.is_file() or file.stat().st_mode & OTHERS:
            return None
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    place = _place(asked)
    return next((fields[4] for fields in map(_fields, lines) if _fits(fields, place)), None)


def _place(asked: Mapping[str, str]) -> tuple[set[str], str, str, str]:
    host = asked.get("host") or asked.get("hostaddr") or "localhost"
    user = asked.get("user", "")
    names = {host, "localhost"} if host.startswith("/") else {host}
    return names, asked.get("port") or "5432", asked.get("dbname", user), user


def _fields(line: str) -> list[str]:
    if line.startswith("#"):
        return []
    return [re.sub(r"\\(.)", r"\1", field) for field in _FIELD.findall(line)]


def _fits(fields: list[str], place: tuple[set[str], str, str, str]) -> bool:
    hosts, *others = place
    if len(fields) < 5 or fields[0] not in hosts | {"*"}:
        return False
    return all(field in (wanted, "*") for field, wanted in zip(fields[1:4], others, strict=True))
