"""The database: SQLite on one machine, PostgreSQL for several processes; the same promises on both."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy import Connection as SyncConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage import scrubbing_postgresql
from storage.address import place_of, with_driver
from storage.connection import Connection, InLoop
from storage.identity_cipher import IdentityCipher, use
from storage.postgresql_engine import Pooling, postgresql_engine
from storage.same_file import SameFile
from storage.scrubbing import scrub

#: FULL: what was acknowledged survives a power cut. secure_delete: erased text leaves no bytes behind.
SQLITE_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "secure_delete": "ON",
}
#: So long a writer waits for a writer in another process.
BUSY_SECONDS = 5.0
BUSY_PAUSE_SECONDS = 0.005


class Database:
    """Transactions on one database. Several readers; on SQLite one writer at a time, queued here.

    `write` and `read` are for what takes a moment: on SQLite they run in the event loop's thread.
    `long_write` and `long_read` leave the loop free, for a tick over many practices or a report.
    """

    def __init__(self, address: str, identity_cipher: IdentityCipher | None = None) -> None:
        """seal: what keeps people unnamed to whoever has the database alone; None: nothing does."""
        self.address = address
        self.identity_cipher = identity_cipher or IdentityCipher()
        self.url = with_driver(address)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        self._pooling = Pooling()
        self.engine = _sqlite_async_engine(self.url) if self.is_sqlite else self._postgresql_engine()
        self._in_loop = _sqlite_engine(self.url) if self.is_sqlite else None
        self._file = SameFile(Path(str(self.url.database))) if self.is_sqlite else None
        for engine in (self.engine.sync_engine, self._in_loop):
            if engine is not None:
                use(engine.dialect, self.identity_cipher)
                event.listen(engine, "connect", self._opened)
        self._writing = asyncio.Lock()

    def _opened(self, *_: object) -> None:
        if self._file:
            self._file.opened()

    def _is_in_place(self) -> None:
        if self._file:
            self._file.check()

    @property
    def place(self) -> str:
        """Where it is, without who may come in."""
        return place_of(self.address)

    def _one_writer(self) -> AbstractAsyncContextManager[Any]:
        # Waiting for the write lock in SQLite itself means polling; waiting for our own lock does not.
        return self._writing if self.is_sqlite else nullcontext()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        """A transaction that may write; committed at the end, rolled back by any exception.

        Each of these: DatabaseMoved when the file is not where it was opened.
        """
        self._is_in_place()
        if self._in_loop is None:
            async with self.engine.begin() as connection:
                yield connection
            return
        async with self._one_writer():
            with self._in_loop.connect() as plain:
                await _begin_immediate(plain)
                here = InLoop(plain)
                yield here
                await here.commit()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """One consistent look at the database."""
        self._is_in_place()
        if self._in_loop is None:
            async with self.engine.begin() as connection:
                yield connection
            return
        with self._in_loop.connect() as plain:
            plain.exec_driver_sql("BEGIN")
            yield InLoop(plain)

    @asynccontextmanager
    async def long_write(self) -> AsyncIterator[AsyncConnection]:
        """Like `write`, for work that takes longer than a moment."""
        self._is_in_place()
        async with self._one_writer(), self.engine.connect() as connection:
            await connection.execution_options(writes=True)
            async with connection.begin():
                yield connection

    @asynccontextmanager
    async def rebuild(self) -> AsyncIterator[AsyncConnection]:
        """Like `long_write`, for migrations. RuntimeError when a row would be left pointing at nothing.

        SQLite changes a table by replacing it; with foreign keys on, dropping the old one would take along every
        row that points to it. They can only be switched outside a transaction.
        """
        async with self._one_writer(), self.engine.connect() as connection:
            await connection.execution_options(writes=True)
            await self._switch_foreign_keys(connection, "OFF")
            try:
                async with connection.begin():
                    yield connection
                    if self.is_sqlite and (await connection.exec_driver_sql("PRAGMA foreign_key_check")).first():
                        raise RuntimeError("the migration would leave rows that point at nothing; nothing was changed")
            finally:
                await self._switch_foreign_keys(connection, "ON")

    async def _switch_foreign_keys(self, connection: AsyncConnection, state: str) -> None:
        if self.is_sqlite:
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            await driver.execute(f"PRAGMA foreign_keys={state}")

    @asynccontextmanager
    async def long_read(self) -> AsyncIterator[AsyncConnection]:
        """Like `read`, for work that takes longer than a moment."""
        self._is_in_place()
        async with self.engine.begin() as connection:
            yield connection

    async def scrub(self, *, large: bool = False) -> bool:
        """Nothing that was deleted can be read in the database's files any more; False: not yet, try again later.

        large: on PostgreSQL also large tables, at which nobody gets meanwhile.
        """
        if not self.is_sqlite:
            return await self._scrub_postgresql(large)
        async with self._one_writer():
            return await asyncio.to_thread(scrub, Path(str(self.url.database)))

    async def _scrub_postgresql(self, large: bool) -> bool:
        async with self.read() as connection:
            if not await scrubbing_postgresql.waiting(connection):
                return True
        if self._pooling.is_there:
            async with self.engine.begin() as connection:
                is_done = await scrubbing_postgresql.scrub_in_transaction(connection, large)
            async with self.engine.begin() as connection:
                await scrubbing_postgresql.empty_the_log(connection)
            return is_done
        # A connection of its own: what is set on it, and the lock it holds, are over when it is.
        alone = self._postgresql_engine(poolclass=NullPool, isolation_level="AUTOCOMMIT")
        async with alone.connect() as connection:
            return await scrubbing_postgresql.scrub(connection, large)

    def _postgresql_engine(self, **options: Any) -> AsyncEngine:
        return postgresql_engine(self.address, self._pooling, **options, **_OPTIONS)

    async def close(self) -> None:
        """Gives every connection back."""
        await self.engine.dispose()
        if self._in_loop is not None:
            self._in_loop.dispose()


async def _begin_immediate(connection: SyncConnection) -> None:
    """Takes SQLite's write lock; while another process has it, the event loop goes on."""
    give_up_at = asyncio.get_running_loop().time() + BUSY_SECONDS
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            return
        except OperationalError:
            connection.rollback()
            if asyncio.get_running_loop().time() > give_up_at:
                raise
            await asyncio.sleep(BUSY_PAUSE_SECONDS)


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


#: hide_parameters: an error must not carry the answers it failed to store.
_OPTIONS: dict[str, Any] = {"hide_parameters": True, "json_serializer": _json, "json_deserializer": orjson.loads}


def _sqlite_engine(url: URL) -> Engine:
    """SQLite without waiting: a lock is reported at once, see _begin_immediate."""
    engine = create_engine(url.set(drivername="sqlite+pysqlite"), connect_args={"timeout": 0}, **_OPTIONS)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _sqlite_async_engine(url: URL) -> AsyncEngine:
    engine = create_async_engine(url, connect_args={"timeout": BUSY_SECONDS}, **_OPTIONS)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _set(cursor: Any, name: str, value: str) -> None:
    # Two processes that make a new file's WAL at once: SQLite says "locked" without waiting, so we wait for it.
    for _ in range(100):
        try:
            cursor.execute(f"PRAGMA {name}={value}")
            return
        except Exception as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.02)
    cursor.execute(f"PRAGMA {name}={value}")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours
    cursor = connection.cursor()
    for name, value in SQLITE_PRAGMAS.items():
        _set(cursor, name, value)
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # A read that later turns into a write fails at once when another process writes: say beforehand what it will be.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
