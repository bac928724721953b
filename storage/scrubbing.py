"""What was deleted is gone from SQLite's files as well, not only from its tables.

secure_delete zeroes what is deleted, but a page that was split keeps old bytes where nothing stands any more
(measured), and the write-ahead log keeps whole pages as they were. So the database is written anew, and the log
emptied. That nobody has done so yet stands in the file itself: another process, or the next tick, takes it up.
"""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Table, insert, text

from storage import scrubbing_postgresql
from storage.connection import Connection
from storage.tables import unscrubbed

BUSY_SECONDS = 5.0
#: Most readers look for less than a moment: for those it is worth to try again at once.
TRIES, PAUSE_SECONDS = 20, 0.01


async def ask(connection: Connection, *tables: Table) -> None:
    """Something is deleted from these tables in this transaction that nobody may find in the files afterwards.

    SQLite has one file for all of them; PostgreSQL is told by `scrubbing_postgresql` which to write anew.
    """
    if connection.dialect.name == "sqlite":
        asked = await connection.scalar(text("PRAGMA user_version"))
        await connection.execute(text(f"PRAGMA user_version = {int(asked) % 1_000_000 + 1}"))
    else:
        await connection.execute(insert(unscrubbed), [{"name": table.name} for table in tables])


class Remains(Struct, frozen=True):
    """Where what was deleted can still be read: names of tables, or of the file; and why PostgreSQL's log keeps it."""

    waiting: Sequence[str]
    log_keeps_because: Sequence[str] = ()


async def remains(connection: Connection) -> Remains:
    """What is still to be scrubbed, and what nobody scrubs here. In the log everything stays for a moment."""
    if connection.dialect.name == "sqlite":
        is_asked = await connection.scalar(text("PRAGMA user_version"))
        return Remains(["the file"] if is_asked else [])
    waiting = await scrubbing_postgresql.waiting(connection)
    return Remains(waiting, await scrubbing_postgresql.log_keeps_because(connection))


def scrub(file: Path) -> bool:
    """Writes the file anew if that was asked for, and empties its log; False: somebody was in the way, try again."""
    with closing(sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        try:
            _rewrite(connection)
            return _empty_the_log(connection)
        except sqlite3.OperationalError:  # somebody writes for long, or the disk is full
            return False


def _rewrite(connection: sqlite3.Connection) -> None:
    asked = _asked(connection)
    if asked:
        connection.execute("VACUUM")
        connection.execute("BEGIN IMMEDIATE")
        if _asked(connection) == asked:  # else somebody asked again meanwhile
            connection.execute("PRAGMA user_version = 0")
        connection.execute("COMMIT")


def _asked(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _empty_the_log(connection: sqlite3.Connection) -> bool:
    connection.execute("PRAGMA busy_timeout=0")  # waiting for a reader would keep every writer waiting as well
    for _ in range(TRIES):
        (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            return True
        time.sleep(PAUSE_SECONDS)
    return False
