"""Who was erased, as marks from which nobody can be told, so that an older backup is cleansed of them again.

The marks stand in the database, and in a file outside it (the ledger) that a restored backup cannot take along
into the past. A person's id is 62 random bits that belong to nobody once the person is gone, so a plain hash of it
will do: there is no list of ids to try, as there is of telephone numbers, and a key would only be one more thing to
lose together with the power to cleanse a backup.
"""

import os
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import inspect, select

from storage import proxies, schema, taken_back
from storage.connection import Connection
from storage.database import Database
from storage.dialect import insert
from storage.erasing import erase, erase_proxy
from storage.proxies import Proxy
from storage.tables import erasures, people


def mark_of(person_id: int) -> str:
    """64 hexadecimal characters that only whoever still has the person's id can make."""
    return sha256(f"erased person {person_id}".encode()).hexdigest()


def mark_of_proxy(proxy: Proxy) -> str:
    """The same of somebody without Telegram. Their number may be given again, their moment is not."""
    since = proxy.created_at.isoformat()
    return sha256(f"erased proxy {proxy.id} of {proxy.person_id} since {since}".encode()).hexdigest()


async def note(connection: Connection, marks: Iterable[str], now: datetime) -> None:
    """Somebody is erased; the same mark twice is one."""
    rows = [{"mark": mark, "at": now} for mark in marks]
    if rows:
        statement = insert(connection, erasures).on_conflict_do_nothing(index_elements=["mark"])
        await connection.execute(statement, rows)


async def known(connection: Connection) -> set[str]:
    """The marks that stand in the database."""
    return set((await connection.scalars(select(erasures.c.mark))).all())


async def everything(connection: Connection) -> set[str]:
    """Those, and the marks of all that ended or was taken back otherwise."""
    return await known(connection) | await taken_back.marks(connection)


async def known_in(database: Database) -> set[str]:
    """The same, of a database that may be empty, or from before there were marks."""
    is_current = await schema.standing(database) == "current"
    async with database.long_read() as connection:
        if not await connection.run_sync(lambda plain: inspect(plain).has_table(erasures.name)):
            return set()
        return await (everything if is_current else known)(connection)


async def is_used(database: Database) -> bool:
    """Whether somebody is, or was, in this database; one in which nobody ever was knows of no erasure."""
    async with database.long_read() as connection:
        someone = await connection.scalar(select(people.c.id).limit(1))
    return someone is not None or bool(await known_in(database))


async def replay(connection: Connection, marks: set[str], now: datetime) -> int:
    """Erases again whom these marks are of, and ends what else they are of; keeps them. How much came to an end."""
    back = [person for person in (await connection.scalars(select(people.c.id))).all() if mark_of(person) in marks]
    for person_id in back:
        await erase(connection, person_id, now)
    for proxy in await proxies.every(connection):
        if mark_of_proxy(proxy) in marks:
            await erase_proxy(connection, proxy)
    ended = await taken_back.replay(connection, marks, now)
    await note(connection, sorted(marks), now)
    return len(back) + ended


def read(ledger: Path) -> set[str]:
    """The marks in the file; none when there is no file yet. OSError when it cannot be read."""
    try:
        return set(ledger.read_text("ascii", "replace").split())
    except FileNotFoundError:
        return set()


def append(ledger: Path, marks: set[str]) -> None:
    """Adds those that are not there yet, one a line, safely on the disk. OSError when it cannot be written."""
    missing = sorted(marks - read(ledger))
    if not missing:
        return
    ledger.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(ledger, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(file, "".join(f"{mark}\n" for mark in missing).encode())
        os.fsync(file)
    finally:
        os.close(file)


async def write_down(database: Database, ledger: Path) -> None:
    """Brings the file up to date with the database. OSError when it cannot be written: to be done again."""
    async with database.read() as connection:
        marks = await everything(connection)
    if marks:
        append(ledger, marks)


async def catch_up(database: Database, ledger: Path, now: datetime) -> int:
    """Ends again what came back with an older database, before anything else is done with it; how much that was."""
    marks = read(ledger)
    async with database.read() as connection:
        if marks <= await everything(connection):
            return 0
    async with database.write() as connection:
        return await replay(connection, marks, now)


async def finish(database: Database, ledger: Path) -> None:
    """Right after an erasure: the mark is on the disk, and the bytes are gone. What fails, the next tick does."""
    try:
        await write_down(database, ledger)
    finally:
        await database.scrub()
