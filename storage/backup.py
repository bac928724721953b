"""Backups: one file that holds the whole database of one moment, and the way back."""

import asyncio
import glob
import os
import secrets
import shutil
import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import exists as any_row
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from rules import causes
from storage import (
    backed_up,
    backup_contents,
    backup_rotation,
    copying_postgresql,
    copying_sqlite,
    erasures,
    present_tables,
    replicas,
    restoring,
    schema,
)
from storage.address import exists, of_file
from storage.backup_contents import Unreadable
from storage.copying_postgresql import ProgramFailed
from storage.database import Database
from storage.errors import is_of_database
from storage.tables import people

#: The first bytes of a backup of each kind of database.
BEGINS = {"sqlite": b"SQLite format 3\x00", "postgresql": b"PGDMP"}


class BackupError(Exception):
    """A backup could not be made, or not restored; the message says why in one line."""


async def back_up(address: str, file: Path) -> dict[str, int]:
    """Writes the database of this moment to a new file, readable by its owner alone. The bot may run meanwhile.

    How many rows of each table are in it, as it was read back. BackupError when there is nothing to back up, or the
    file is there already, cannot be written, or cannot be read back.
    """
    if not exists(address):
        raise BackupError("there is no database to back up")
    part = _begin(file)
    try:
        await _copy_out(Database(address), part)
        rows = await backup_contents.counted(part)
        await asyncio.to_thread(_settle_on_disk, part, file)
        return rows
    except (ProgramFailed, Unreadable, sqlite3.Error, OSError) as error:
        raise BackupError(f"no backup was made: {_words(error)}") from None
    finally:
        part.unlink(missing_ok=True)


def _begin(file: Path) -> Path:
    """An empty file beside it, which nobody else can read, for what is not a backup yet."""
    if file.exists():
        raise BackupError(f"{file} is there already; a backup overwrites nothing")
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}{backup_rotation.PART}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise BackupError(f"cannot write {file}: {error.strerror}") from None
    return part


async def leave_mark(address: str, ledger: Path, now: datetime) -> None:
    """Before a backup of people is made: a mark of nobody, in the database and in the ledger.

    The backup has it, so a ledger without it is an older one, and cannot tell who was erased since. What cannot be
    written now holds no backup up: a ledger gets its marks when the bot next ticks.
    """
    database = Database(address)
    try:
        if exists(address) and await schema.standing(database) == "current" and await erasures.is_used(database):
            await _mark(database, ledger, now)
    except Exception as error:
        if not is_of_database(error):
            raise
    finally:
        await database.close()


async def _mark(database: Database, ledger: Path, now: datetime) -> None:
    async with database.write() as connection:
        await erasures.note(connection, [secrets.token_hex(32)], now)
    with suppress(OSError):
        if erasures.read(ledger):  # a new one is for the bot to make, which has to write in it
            await erasures.write_down(database, ledger)


async def note_made(address: str, now: datetime) -> None:
    """Tells the database that it was backed up. One that is older than this version has no place for it yet."""
    database = Database(address)
    try:
        if await schema.standing(database) == "current":
            async with database.write() as connection:
                await backed_up.note(connection, now)
    finally:
        await database.close()


async def _copy_out(database: Database, file: Path) -> None:
    try:
        if await schema.standing(database) == "empty":
            raise BackupError("the database is empty; there is nothing to back up")
        place = "" if database.is_sqlite else await present_tables.schema_of(database)
    finally:
        await database.close()
    if database.is_sqlite:
        await copying_sqlite.copy_out(Path(str(database.url.database)), file)
    else:
        await copying_postgresql.copy_out(database.address, place, file)


def _settle_on_disk(part: Path, file: Path) -> None:
    """Only what is safely on the disk gets the name of a backup."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


async def restore(address: str, file: Path, now: datetime, *, ledger: Path | None = None, force: bool = False) -> None:
    """Replaces the database by the backup and brings it into the present: what was still to be said expires.

    Who was erased since goes again: whoever the ledger tells of, and the database that is replaced.
    BackupError when the file is no backup of this kind of database, or when the database holds people or tables of
    another program, or is being used, unless `force`. NewerDatabase when a later version of this program made the
    backup.
    """
    database = Database(address)
    try:
        await _check(file, database)
        if not force:
            await _refuse_to_overwrite(database, now)
        erased = await _erased(database, ledger)
        restored = _restore_sqlite if database.is_sqlite else _restore_postgresql
        await restored(database, file, erased, now)
    except (ProgramFailed, Unreadable, sqlite3.Error, OSError) as error:
        raise BackupError(f"nothing was restored: {_words(error)}") from None
    finally:
        await database.close()


async def _check(file: Path, database: Database) -> None:
    """Everything that is wrong with the file shows before anything is replaced by it."""
    begins = BEGINS[database.url.get_backend_name()]
    with file.open("rb") as backup:
        if backup.read(len(begins)) != begins:
            raise BackupError(f"{file} is not a backup of the kind of database that DATABASE_URL names")
    if database.is_sqlite:
        copying_sqlite.check(file)
    else:
        await _refuse_another_schema(file, database)
    schema.refuse_newer("the backup", await backup_contents.revision(file))


async def _refuse_another_schema(file: Path, database: Database) -> None:
    """It would come where nobody looks, and the tables that are looked at would be new ones."""
    was, place = await backup_contents.schema_of(file), await present_tables.schema_of(database)
    if was not in (None, place):
        raise BackupError(
            f"the backup is of the schema {was!r}, and DATABASE_URL leads to {place!r};"
            f" make that schema, and name it: options=-csearch_path%3D{was}"
        )


async def _refuse_to_overwrite(database: Database, now: datetime) -> None:
    standing = await schema.standing(database)
    if standing == "empty" and not await present_tables.names(database):
        return
    if standing != "current":
        raise BackupError("the database is not empty; --force replaces everything in it")
    async with database.long_read() as connection:
        if await replicas.at_work(connection, now):
            raise BackupError("the bot is running on this database; stop it first, or use --force")
        if await connection.scalar(select(any_row(select(people.c.id)))):
            raise BackupError("the database holds people; --force replaces everything in it")


async def _erased(database: Database, ledger: Path | None) -> set[str]:
    """The marks of everybody erased; first written down outside the database that now goes."""
    try:
        marks = await erasures.known_in(database)
    except (SQLAlchemyError, sqlite3.DatabaseError):  # too damaged to be read: what it knew, the ledger knows
        marks = set()
    if ledger is None:
        return marks
    erasures.append(ledger, marks)
    return marks | erasures.read(ledger)


async def _restore_sqlite(database: Database, file: Path, erased: set[str], now: datetime) -> None:
    """Everything is made ready in a copy, so that no process ever sees the past."""
    target = Path(str(database.url.database))
    copy = target.with_name(target.name + ".restoring")
    _clear(copy)  # of a restore that was killed: its log would be taken for the log of this copy
    try:
        shutil.copyfile(file, copy)
        copy.chmod(0o600)
        await _into_the_present(Database(of_file(copy)), erased, now)
        await copying_sqlite.copy_in(copy, target)
    finally:
        _clear(copy)


def _clear(copy: Path) -> None:
    for left in copy.parent.glob(f"{glob.escape(copy.name)}*"):
        left.unlink()


async def _restore_postgresql(database: Database, file: Path, erased: set[str], now: datetime) -> None:
    """The old tables go, the backup comes, and its queue expires, in one transaction."""
    tables = await present_tables.names(database)
    await database.close()  # or our own connection would be in the way of dropping them
    drop = ["DROP TABLE {} CASCADE".format(", ".join(f'"{table}"' for table in tables))] if tables else []
    expire = restoring.expiry(now).compile(dialect=database.engine.dialect, compile_kwargs={"literal_binds": True})
    await copying_postgresql.copy_in(file, database.address, drop, [str(expire)])
    await _into_the_present(database, erased, now)


async def _into_the_present(database: Database, erased: set[str], now: datetime) -> None:
    try:
        await schema.migrate(database)
        async with database.write() as connection:
            await restoring.settle(connection, erased, now)
        await database.scrub(large=True)
    finally:
        await database.close()


def _words(error: Exception) -> str:
    if not isinstance(error, OSError):
        return str(error)
    return f"{error.strerror}: {error.filename}" if error.filename else causes.told(error)
