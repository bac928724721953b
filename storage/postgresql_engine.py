"""Connections to PostgreSQL, also through a pooler that gives each transaction another one (PgBouncer).

What a connection remembers between transactions is then somebody else's: statements that were prepared, and what was
set. Whether there is a pooler shows itself: its process number is not the one that the server answers with.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import await_only

from storage.asyncpg_arguments import connect_arguments

#: A statement without a name is forgotten at the next one, and so never somebody else's.
_NAMELESS = {"statement_cache_size": 0, "prepared_statement_cache_size": 0, "prepared_statement_name_func": str}


class Pooling:
    """Whether a pooler stands in between; None: nobody has connected yet."""

    def __init__(self) -> None:
        self.is_there: bool | None = None

    def watch(self, engine: AsyncEngine) -> None:
        """Every connection of this engine does without what a pooler would mix up, when there is one."""
        event.listen(engine.sync_engine, "do_connect", self._connecting)
        event.listen(engine.sync_engine, "begin", self._begun)

    def _connecting(self, _dialect: Any, _record: Any, _positional: Any, named: dict[str, Any]) -> None:
        if self.is_there is None:
            self.is_there = await_only(_is_pooled(named["async_creator_fn"]))
        if self.is_there:
            named |= _NAMELESS

    def _begun(self, connection: Connection) -> None:
        if self.is_there:  # pg_dump leaves an empty one behind
            connection.exec_driver_sql("SET LOCAL search_path TO DEFAULT")


async def _connect(attempts: Sequence[Mapping[str, Any]], **also: Any) -> Any:
    """As libpq: the next place only where nobody answers, or not as what is wanted. A wrong password ends it."""
    import asyncpg  # a driver that SQLite has no use for

    for arguments in attempts[:-1]:
        with suppress(OSError, asyncpg.CannotConnectNowError, asyncpg.TargetServerAttributeNotMatched):
            return await asyncpg.connect(**arguments, **also)
    return await asyncpg.connect(**attempts[-1], **also)


async def _is_pooled(connect: Callable[..., Awaitable[Any]]) -> bool:
    connection = await connect(statement_cache_size=0)
    try:
        async with connection.transaction():
            return bool(await connection.fetchval("SELECT pg_backend_pid()") != connection.get_server_pid())
    finally:
        await connection.close()


def postgresql_engine(address: str, pooling: Pooling, **options: Any) -> AsyncEngine:
    """An engine for the database at this address. ValueError for what is asked of the connection and cannot be done."""
    connect = partial(_connect, connect_arguments(address))
    engine = create_async_engine("postgresql+asyncpg://", connect_args={"async_creator_fn": connect}, **options)
    pooling.watch(engine)
    return engine
