"""A whole database into another one, of either kind: what is sealed stays sealed, and every row is compared after."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, Table, Text, func, insert, select, text, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from rules import causes
from rules.command_line import to_type
from storage import present_tables, replicas, schema
from storage.database import Database
from storage.errors import is_of_database
from storage.identity_cipher import Sealed
from storage.tables import metadata, unscrubbed
from storage.tables import replicas as at_work

ROWS_AT_ONCE = 500
#: Which processes are at work, and which files of PostgreSQL are to be written anew, is of the old place alone.
OF_ITS_PLACE = (at_work, unscrubbed)
TABLES = [table for table in metadata.sorted_tables if table not in OF_ITS_PLACE]

#: Whose tables those of TO are, by how they stand to this version.
NOT_OURS = {"older": "an older version of this program", "newer": "a newer version of this program"}
#: Why nothing can be copied from it, by the same.
NOT_CURRENT = {
    "newer": "was made by a newer version of this program",
    "older": "is older than this version; run {migrate} on it first",
    "empty": "is empty: nothing is there to be copied; is it the other way round?",
}


class CopyError(Exception):
    """Nothing was copied; the message says why in one line."""


@contextmanager
def about(name: str) -> Iterator[None]:
    """What a database says no to meanwhile is told of FROM or TO, whichever this is."""
    try:
        yield
    except Exception as error:
        cause = causes.of(error) if is_of_database(error) else None
        if cause is None:
            raise
        raise CopyError(f"{name}: {cause.line.replace('DATABASE_URL', name)}; nothing was copied") from None


async def copy(source: Database, target: Database, now: datetime) -> dict[str, int]:
    """How many rows of each table were copied, in one transaction. CopyError changes nothing but empty tables.

    Both have to stand still: the bot must not run on either. The target must hold nothing.
    """
    await _check(source, "FROM", now)
    with about("TO"):  # unless it is told of FROM inside
        await _refuse_used(target)
        await schema.migrate(target)
        await _check(target, "TO", now)
        async with source.long_read() as reading, target.long_write() as writing:
            await _refuse_unless_empty(writing)
            copied = {table.name: await _copy(table, reading, writing) for table in TABLES}
            if not target.is_sqlite:
                await _go_on_counting(writing)
            await _compare(reading, writing)
            await _check(source, "FROM", now)  # nobody began to work on it meanwhile
            return copied


async def _refuse_used(target: Database) -> None:
    """Before its tables are brought up to date: they may be wanted as they are."""
    standing = await schema.standing(target)
    if standing in NOT_OURS or (standing == "empty" and await present_tables.names(target)):
        raise CopyError(f"TO is not empty: it holds tables of {NOT_OURS.get(standing, 'another program')}")


async def _check(database: Database, name: str, now: datetime) -> None:
    with about(name):
        standing = await schema.standing(database)
        if standing != "current":
            raise CopyError(f"{name} {NOT_CURRENT[standing].format(migrate=to_type('migrate'))}")
        async with database.long_read() as connection:
            if await replicas.at_work(connection, now):
                raise CopyError(f"the bot is running on {name}, or was until a moment ago; stop it first")


async def _refuse_unless_empty(connection: AsyncConnection) -> None:
    for table in TABLES:
        if await connection.scalar(select(func.count()).select_from(table)):
            raise CopyError(f"TO is not empty: there is something in {table.name}")


def _as_stored(table: Table) -> Select[Any]:
    """Every row in the order of its key, with what is sealed as it lies there."""
    columns: list[ColumnElement[Any]] = [
        type_coerce(column, Text).label(column.key) if isinstance(column.type, Sealed) else column.label(column.key)
        for column in table.c
    ]
    return select(*columns).order_by(*table.primary_key)


async def _portions(table: Table, connection: AsyncConnection, name: str) -> AsyncIterator[Sequence[dict[str, Any]]]:
    with about(name):
        found = await connection.stream(_as_stored(table))
        async for rows in found.mappings().partitions(ROWS_AT_ONCE):
            yield [dict(row) for row in rows]


async def _copy(table: Table, reading: AsyncConnection, writing: AsyncConnection) -> int:
    plain = _without_seals(table)
    number = 0
    async for rows in _portions(table, reading, "FROM"):
        await writing.execute(insert(plain), rows)
        number += len(rows)
    return number


def _without_seals(table: Table) -> Table:
    """The same table, in which a sealed text is a text."""
    plain = table.to_metadata(metadata.__class__())
    for column in plain.c:
        column.default = None
        if isinstance(column.type, Sealed):
            column.type = Text()
    return plain


async def _go_on_counting(connection: AsyncConnection) -> None:
    """PostgreSQL numbers rows by a sequence, which knows nothing of rows that came with their number."""
    for table in TABLES:
        for column in table.primary_key:
            named = {"table": table.name, "column": column.name}
            sequence = await connection.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), named)
            last = await connection.scalar(select(func.max(column))) if sequence else None
            if last is not None:
                await connection.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})


async def _compare(reading: AsyncConnection, writing: AsyncConnection) -> None:
    for table in TABLES:
        if await _digest(table, reading, "FROM") != await _digest(table, writing, "TO"):
            raise CopyError(f"{table.name} is not the same after copying; nothing was kept")


async def _digest(table: Table, connection: AsyncConnection, name: str) -> tuple[int, str]:
    """How many rows, and a hash of all of them, whichever database they lie in."""
    number, hashed = 0, sha256()
    async for rows in _portions(table, connection, name):
        number += len(rows)
        for row in rows:
            hashed.update(orjson.dumps(list(row.values()), option=orjson.OPT_SORT_KEYS))
    return number, hashed.hexdigest()
