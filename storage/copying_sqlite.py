"""A SQLite database copied while it is used: a file beside a write-ahead log cannot be copied as files are."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal

BUSY_SECONDS = 10.0


async def copy_out(source: Path, file: Path) -> None:
    """The database as it is at one moment, without what was deleted, into `file` (which is empty or not there)."""
    await asyncio.to_thread(_copy_out, source, file)


def _copy_out(source: Path, file: Path) -> None:
    with closing(_open(source, "rw")) as connection:
        connection.execute("VACUUM INTO ?", (str(file),))
    check(file)


async def copy_in(file: Path, target: Path) -> None:
    """Replaces everything in `target` by what is in `file`, for its readers at one moment. Makes it when needed."""
    await asyncio.to_thread(_copy_in, file, target)


def _copy_in(file: Path, target: Path) -> None:
    with closing(_open(file)) as source, closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        source.backup(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def check(file: Path) -> None:
    """sqlite3.DatabaseError unless the file is a database without damage."""
    with closing(_open(file)) as connection:
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError("the file is damaged")


def _open(file: Path, mode: Literal["ro", "rw"] = "ro") -> sqlite3.Connection:
    """An existing file: by itself sqlite3 would make a missing one."""
    address = f"{file.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
