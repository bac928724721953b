"""A connection as the rest of the house sees it, whichever database is behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

from sqlalchemy import Connection as SyncConnection
from sqlalchemy import CursorResult, Dialect, Executable, ScalarResult


class Connection(Protocol):
    """What a query needs: the part of SQLAlchemy's AsyncConnection that this house uses."""

    @property
    def dialect(self) -> Dialect:
        """Of the database: "sqlite" or "postgresql" is its `name`."""
        ...

    async def execute(self, statement: Executable, parameters: Any = None, /) -> CursorResult[*tuple[Any, ...]]:
        """Runs a statement; many rows of parameters at once are one statement."""
        ...

    async def scalar(self, statement: Executable, parameters: Any = None, /) -> Any:
        """The first column of the first row, or None."""
        ...

    async def scalars(self, statement: Executable, parameters: Any = None, /) -> ScalarResult[Any]:
        """The first column of every row."""
        ...

    def begin_nested(self) -> AbstractAsyncContextManager[Any]:
        """A savepoint: an exception inside undoes what happened inside."""
        ...


class InLoop:
    """SQLite in the event loop's own thread.

    A statement on an open SQLite file takes some ten microseconds; handing it to another thread and waiting for
    the answer takes ten times as long. Only what may wait (BEGIN, COMMIT) leaves the loop alone: see database.py.
    """

    def __init__(self, connection: SyncConnection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None, /) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: Executable, parameters: Any = None, /) -> Any:
        return self._connection.scalar(statement, parameters)

    async def scalars(self, statement: Executable, parameters: Any = None, /) -> ScalarResult[Any]:
        return self._connection.scalars(statement, parameters)

    @asynccontextmanager
    async def begin_nested(self) -> AsyncIterator[None]:
        """Straight to SQLite: the bookkeeping of SQLAlchemy's own savepoints costs ten times what they do."""
        plain = self._connection.connection.driver_connection
        assert plain is not None
        plain.execute("SAVEPOINT nested")
        try:
            yield
        except BaseException:
            plain.execute("ROLLBACK TO nested")
            plain.execute("RELEASE nested")
            raise
        plain.execute("RELEASE nested")

    async def commit(self) -> None:
        """Commits in another thread: a durable commit waits for the disk.

        Who is cancelled meanwhile still waits for the end: nobody may touch the connection under a commit.
        """
        committing = asyncio.ensure_future(asyncio.to_thread(self._connection.commit))
        try:
            await asyncio.shield(committing)
        except asyncio.CancelledError:
            await asyncio.wait([committing])
            raise
