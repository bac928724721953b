"""A batch of updates, or of messages, that reads and writes as a whole: see docs/decisions/0019.

What many pieces will need is read ahead for all of them; what they write is collected, and written with many rows at
once. Who reads or writes in any other way finds all that was collected before.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Dialect, Executable, ScalarResult

from storage.connection import Connection
from storage.errors import is_transient

T = TypeVar("T")
Collected = dict[Executable, list[Mapping[str, Any]]]


class BatchFailed(Exception):
    """Something of the batch failed, nobody knows of which piece: nothing may be committed; repeat it one by one."""


class UnitOfWork:
    """A connection for one batch. Each piece of it is done within `piece`; at the end comes `flush`.

    together: False to repeat a batch that failed: nothing is read ahead or collected, every piece has a savepoint.
    """

    def __init__(self, connection: Connection, *, together: bool = True) -> None:
        self._connection = connection
        self._together = together
        self._ahead: dict[tuple[type, int], object] = {}
        self._earlier: Collected = {}
        self._own: Collected = {}
        self._piece: AsyncExitStack | None = None
        self._is_saved = False
        self._has_failed = False

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None, /) -> CursorResult[*tuple[Any, ...]]:
        return await self._at_once(self._connection.execute, statement, parameters)

    async def scalar(self, statement: Executable, parameters: Any = None, /) -> Any:
        return await self._at_once(self._connection.scalar, statement, parameters)

    async def scalars(self, statement: Executable, parameters: Any = None, /) -> ScalarResult[Any]:
        return await self._at_once(self._connection.scalars, statement, parameters)

    @asynccontextmanager
    async def piece(self) -> AsyncIterator[None]:
        """One piece of the batch: an exception inside undoes what happened inside."""
        try:
            async with AsyncExitStack() as self._piece:
                if not self._together:
                    await self._save()
                yield
        except BaseException:
            self._own.clear()
            raise
        finally:
            self._piece, self._is_saved = None, False
        for statement, rows in self._own.items():
            self._earlier.setdefault(statement, []).extend(rows)
        self._own.clear()

    begin_nested = piece

    async def flush(self) -> None:
        """Writes what was collected. BatchFailed when that fails."""
        await self._write(self._earlier)

    async def collect(self, statement: Executable, row: Mapping[str, Any]) -> None:
        """To be written with many of its kind. Deletions go first, so a row that goes twice waits for nobody."""
        if not self._together or self._piece is None:
            await self._at_once(self._connection.execute, statement, row)
            return
        if statement.is_delete and any(row in collected.get(statement, ()) for collected in (self._earlier, self._own)):
            await self._write_all()
        self._own.setdefault(statement, []).append(row)

    def foresee(self, kind: type, found: Mapping[int, object]) -> None:
        """What was read for pieces to come, by id."""
        if self._together:
            self._ahead.update({(kind, key): value for key, value in found.items()})

    def take(self, kind: type[T], key: int) -> T | None:
        """What was read ahead; once, for who takes it may change it."""
        found = self._ahead.pop((kind, key), None)
        return found if isinstance(found, kind) else None

    async def _at_once(self, ask: Callable[..., Awaitable[T]], statement: Executable, parameters: Any) -> T:
        await self.flush()
        if not statement.is_select:
            self._ahead.clear()  # it may have changed anything
        if self._own or not statement.is_select:
            await self._write_all()
        return await self._ask(ask, statement, parameters)

    async def _write_all(self) -> None:
        """Also what the piece at hand collected; it may still fail, so from here on it has a savepoint."""
        await self.flush()
        await self._save()
        await self._write(self._own)

    async def _save(self) -> None:
        if self._piece and not self._is_saved:
            await self._piece.enter_async_context(self._connection.begin_nested())
            self._is_saved = True

    async def _write(self, collected: Collected) -> None:
        for statement in sorted(collected, key=lambda each: not each.is_delete):
            await self._ask(self._connection.execute, statement, collected[statement])
        collected.clear()

    async def _ask(self, ask: Callable[..., Awaitable[T]], statement: Executable, parameters: Any) -> T:
        if self._has_failed:
            raise BatchFailed
        try:
            return await ask(statement, parameters)
        except Exception as error:
            if self._is_saved or not self._together or is_transient(error):
                raise
            self._has_failed = True
            raise BatchFailed from error


async def later(connection: Connection, statement: Executable, row: Mapping[str, Any]) -> None:
    """Writes it at the end of the batch, if there is one; else at once. For what nobody waits to hear of."""
    if isinstance(connection, UnitOfWork):
        await connection.collect(statement, row)
    else:
        await connection.execute(statement, row)


def foreseen(connection: Connection, kind: type[T], key: int) -> T | None:
    """What was read ahead; None when it is still to be read."""
    return connection.take(kind, key) if isinstance(connection, UnitOfWork) else None
