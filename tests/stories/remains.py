"""Looking for what somebody left: in every file of the database, and in every row of every table."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import String, cast, select

from simulator.phone import Phone
from storage.tables import metadata
from tests.house import House


def files_of(house: House) -> list[Path]:
    """The database with its log and index; none on PostgreSQL, whose files are its own affair."""
    path = house.wiring.database.url.database
    if not house.wiring.database.is_sqlite or path is None:
        return []
    return [file for file in (Path(path + ending) for ending in ("", "-wal", "-shm")) if file.exists()]


async def places_of(house: House, *canaries: bytes) -> list[str]:
    """The files and tables in which one of these can be read."""
    in_files = [file.name for file in files_of(house) if any(canary in file.read_bytes() for canary in canaries)]
    return in_files + [name for name, row in await _rows(house) if any(canary in row for canary in canaries)]


async def _rows(house: House) -> list[tuple[str, bytes]]:
    """(table, row as text) of everything."""
    found = []
    async with house.wiring.database.read() as connection:
        for table in metadata.sorted_tables:
            for row in await connection.execute(select(*(cast(column, String) for column in table.c))):
                found.append((table.name, "\0".join(map(str, row)).encode()))
    return found


async def columns_with(house: House, *canaries: str) -> set[str]:
    """The columns in which one of these can be read."""
    found = set()
    async with house.wiring.database.read() as connection:
        for column in (column for table in metadata.sorted_tables for column in table.c):
            values = await connection.scalars(select(cast(column, String)))
            if any(canary in value for value in values if value is not None for canary in canaries):
                found.add(str(column))
    return found


def id_bytes(phone: Phone) -> tuple[bytes, bytes]:
    """Somebody's Telegram id as SQLite writes it, and as text."""
    return phone.id.to_bytes(6, "big"), str(phone.id).encode()


class Reader:
    """Another program that looks at the database and does not end."""

    def __init__(self, house: House) -> None:
        self._connection = sqlite3.connect(files_of(house)[0], isolation_level=None)

    def begins(self) -> None:
        self._connection.execute("BEGIN")
        self._connection.execute("SELECT count(*) FROM people").fetchone()

    def ends(self) -> None:
        with closing(self._connection) as connection:
            connection.execute("COMMIT")
