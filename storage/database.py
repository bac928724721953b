"""The database: SQLite on one machine, PostgreSQL for several processes; the same promises on both."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import URL, event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

#: FULL: what was acknowledged survives a power cut. secure_delete: erased text leaves no bytes behind.
SQLITE_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "secure_delete": "ON",
    "busy_timeout": "5000",
}
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


def with_driver(address: str) -> URL:
    """The address with the async driver filled in. ValueError for any other database or a nonsense address."""
    try:
        url = make_url(address)
    except Exception as error:
        raise ValueError("expected sqlite:///path or postgresql://user@host/name") from error
    backend = url.get_backend_name()
    if backend not in DRIVERS:
        raise ValueError(f"{backend} is not supported; use sqlite:///path or postgresql://user@host/name")
    if backend == "sqlite" and url.database in {None, "", ":memory:"}:
        raise ValueError("an in-memory database forgets everything; name a file: sqlite:///path")
    return url.set(drivername=DRIVERS[backend])


class Database:
    """Transactions on one database. Several readers; on SQLite one writer at a time, queued here.

    Waiting for the write lock in SQLite itself means polling; waiting for our own lock does not.
    """

    def __init__(self, address: str) -> None:
        self.url = with_driver(address)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine = _engine(self.url)
        self._writing = asyncio.Lock()

    def _one_writer(self) -> AbstractAsyncContextManager[Any]:
        return self._writing if self.is_sqlite else nullcontext()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may write; committed at the end, rolled back by any exception."""
        async with self._one_writer(), self.engine.connect() as connection:
            await connection.execution_options(writes=True)
            async with connection.begin():
                yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One consistent look at the database."""
        async with self.engine.connect() as connection, connection.begin():
            yield connection

    async def close(self) -> None:
        await self.engine.dispose()


def _engine(url: URL) -> AsyncEngine:
    # hide_parameters: an error must not carry the answers it failed to store.
    engine = create_async_engine(url, hide_parameters=True, json_serializer=_json, json_deserializer=orjson.loads)
    if url.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours, see _begin_sqlite
    cursor = connection.cursor()
    for name, value in SQLITE_PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # A read that later turns into a write fails at once when another process writes: say beforehand what it will be.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
