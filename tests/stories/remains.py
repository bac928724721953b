"""Looking for what somebody left: in every file of the database, and in every row of every table."""

from collections.abc import Collection, Iterable
from contextlib import AsyncExitStack
from pathlib import Path

from sqlalchemy import String, cast, func, select, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from simulator.phone import Phone
from storage.database import Database
from storage.tables import metadata, practices
from tests.running_bot import RunningBot

#: PostgreSQL's log; what somebody left may stay there when the bot's role has not the right to empty it.
LOG = "pg_wal"


async def places_of(running_bot: RunningBot, *canaries: bytes) -> list[str]:
    """The files and tables in which one of these can be read."""
    database = running_bot.wiring.database
    in_files = _in_sqlite(database, canaries) if database.is_sqlite else await _in_postgresql(database, canaries)
    return in_files + [name for name, row in await _rows(running_bot) if any(canary in row for canary in canaries)]


def _in_sqlite(database: Database, canaries: tuple[bytes, ...]) -> list[str]:
    """Searches the file with its log and index."""
    file = Path(str(database.url.database))
    return _searched(file.parent, (file.with_name(file.name + ending) for ending in ("", "-wal", "-shm")), canaries)


async def _in_postgresql(database: Database, canaries: tuple[bytes, ...]) -> list[str]:
    """Searches all files of the server, of tables as of logs, but for those of other stories' databases.

    What still stood in its memory is written down first; but not before the log was searched: writing down makes that
    shorter, which is for the bot to do.
    """
    engine = create_async_engine(as_administrator(database), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        folder = Path(await connection.scalar(text("SHOW data_directory")) or "")
        in_log = _searched(folder, _files(folder / LOG), canaries)
        await connection.execute(text("CHECKPOINT"))
        mine = await connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    elsewhere = _files(folder, but_for=(LOG, "base"))
    return in_log + _searched(folder, elsewhere + _files(folder / "base" / str(mine)), canaries)


def as_administrator(database: Database) -> str:
    """The same database's address, for who may do anything."""
    return database.url.set(username="postgres").render_as_string(hide_password=False)


def _files(folder: Path, but_for: Collection[str] = ()) -> list[Path]:
    return [file for one in folder.iterdir() if one.name not in but_for for file in (one, *one.rglob("*"))]


def _searched(folder: Path, files: Iterable[Path], canaries: tuple[bytes, ...]) -> list[str]:
    """Those in which one of these can be read, by their names within the folder."""
    return [str(file.relative_to(folder)) for file in files if any(canary in _content(file) for canary in canaries)]


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes() if file.is_file() else b""
    except FileNotFoundError:  # PostgreSQL has just removed it
        return b""


async def _rows(running_bot: RunningBot) -> list[tuple[str, bytes]]:
    """(table, row as text) of everything."""
    found = []
    async with running_bot.wiring.database.read() as connection:
        for table in metadata.sorted_tables:
            for row in await connection.execute(select(*(cast(column, String) for column in table.c))):
                found.append((table.name, "\0".join(map(str, row)).encode()))
    return found


async def columns_with(running_bot: RunningBot, *canaries: str) -> set[str]:
    """The columns in which one of these can be read."""
    found = set()
    async with running_bot.wiring.database.read() as connection:
        for column in (column for table in metadata.sorted_tables for column in table.c):
            values = await connection.scalars(select(cast(column, String)))
            if any(canary in value for value in values if value is not None for canary in canaries):
                found.add(str(column))
    return found


def id_bytes(running_bot: RunningBot, phone: Phone) -> tuple[bytes, bytes]:
    """Somebody's Telegram id as the database writes it, and as text."""
    written = phone.id.to_bytes(6, "big") if running_bot.wiring.database.is_sqlite else phone.id.to_bytes(8, "little")
    return written, str(phone.id).encode()


class Reader:
    """Another program that looks at the database as it is at one moment, and does not end."""

    def __init__(self, running_bot: RunningBot) -> None:
        self._database = Database(running_bot.wiring.database.url.render_as_string(hide_password=False))
        self._looking = AsyncExitStack()

    async def begins(self) -> None:
        connection = await self._looking.enter_async_context(self._database.engine.connect())
        if not self._database.is_sqlite:  # a table that nothing is erased from: it is in the way of no lock
            await connection.execution_options(isolation_level="REPEATABLE READ")
        await connection.execute(select(func.count()).select_from(practices))

    async def ends(self) -> None:
        await self._looking.aclose()
        await self._database.close()
