"""A backup is opened again, and its rows are counted: a file that nobody can read back is none."""

import re
import sqlite3
from asyncio.subprocess import Process
from collections import Counter
from contextlib import closing
from pathlib import Path

from storage import copying_postgresql, copying_sqlite

_BEGINS = re.compile(rb'COPY (?:(?:"[^"]+"|[^\s."]+)\.)?"?(\w+)"? ')
_SCHEMA = re.compile(rb'^COPY (?:"([^"]+)"|([^".\s]+))\."?alembic_version"? ', re.MULTILINE)
_MARK = re.compile(r"\b[0-9a-f]{64}\b")
_ENDS = b"\\.\n"
#: What every database of ours has in it.
NEVER_EMPTY = ("alembic_version",)


class Unreadable(Exception):
    """What was written cannot be read back; the message says why in one line."""


async def counted(file: Path) -> dict[str, int]:
    """How many rows of each table are in it. Unreadable when it is damaged, or has not what every database has."""
    with file.open("rb") as opened:
        is_sqlite = opened.read(6) == b"SQLite"
    found = _of_sqlite(file) if is_sqlite else await _of_postgresql(file)
    if empty := [table for table in NEVER_EMPTY if not found.get(table)]:
        raise Unreadable(f"nothing of {' and '.join(empty)} is in what was written")
    return found


async def erased(file: Path) -> set[str]:
    """The marks of who was erased before it was made (`storage.erasures`)."""
    with file.open("rb") as opened:
        is_sqlite = opened.read(6) == b"SQLite"
    return _erased_of_sqlite(file) if is_sqlite else await _erased_of_postgresql(file)


def _erased_of_sqlite(file: Path) -> set[str]:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            return {mark for (mark,) in connection.execute("SELECT mark FROM erasures")}
        except sqlite3.OperationalError:  # from before there were marks
            return set()


async def _erased_of_postgresql(file: Path) -> set[str]:
    reading = await copying_postgresql.read(file, "erasures")
    assert reading.stdout is not None
    marks = set(_MARK.findall((await reading.stdout.read()).decode()))
    await copying_postgresql.succeeds(reading, "pg_restore")
    return marks


def _of_sqlite(file: Path) -> dict[str, int]:
    copying_sqlite.check(file)
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}


async def _of_postgresql(file: Path) -> dict[str, int]:
    reading = await copying_postgresql.read(file)
    found = await _rows(reading)
    await copying_postgresql.succeeds(reading, "pg_restore")
    return found


async def _rows(reading: Process) -> dict[str, int]:
    """Rows of COPY, one a line: a line feed in somebody's text is written as a backslash and an n."""
    assert reading.stdout is not None
    found: Counter[str] = Counter()
    table, rest = None, b""
    while chunk := await reading.stdout.read(copying_postgresql.CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            if table is None:
                begins = _BEGINS.match(line) if line.endswith(b"FROM stdin;") else None
                table = begins[1].decode() if begins else None
            elif line + b"\n" == _ENDS:
                table = None
            else:
                found[table] += 1
    return dict(found)


async def revision(file: Path) -> str:
    """Of the tables that are in it, as Alembic wrote it down. Unreadable when it is no database of ours."""
    with file.open("rb") as opened:
        is_sqlite = opened.read(6) == b"SQLite"
    found = _revision_of_sqlite(file) if is_sqlite else await _revision_of_postgresql(file)
    if found is None:
        raise Unreadable("it is no backup of this bot")
    return found


def _revision_of_sqlite(file: Path) -> str | None:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone():
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None


async def _revision_of_postgresql(file: Path) -> str | None:
    row = re.search(rb"FROM stdin;\n(\w+)\n", await _alembic_version(file))
    return row[1].decode() if row else None


async def schema_of(file: Path) -> str | None:
    """Of PostgreSQL: the schema that its tables were in. None: it holds none of ours."""
    found = _SCHEMA.search(await _alembic_version(file))
    return next(filter(None, found.groups())).decode() if found else None


async def _alembic_version(file: Path) -> bytes:
    reading = await copying_postgresql.read(file, "alembic_version")
    assert reading.stdout is not None
    said = await reading.stdout.read()
    await copying_postgresql.succeeds(reading, "pg_restore")
    return said
