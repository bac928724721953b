"""What was deleted is gone from PostgreSQL's files as well, as far as who owns the tables can see to it.

A deleted row stays in its table's file, in the indexes and in TOAST, until VACUUM has come by, and in the free space of
its page also after that (measured). So the tables are written anew; that this is still to be done stands in the
database, for the next tick of any replica. The log (WAL) goes where the administrator lets us: see docs/operations.md.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy import delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.connection import Connection
from storage.errors import is_transient
from storage.tables import unscrubbed

#: One replica at a time; the number means nothing, it only has to be the same everywhere.
LOCK = 7_261_002
#: Who waits for a table keeps everybody waiting who comes after: not long, then, but again at the next tick.
LONGEST_WAIT = "300ms"
#: Writing anew takes up to a second for so much (measured: 30 to 60 MB a second on two busy processors), in which
#: nobody gets at the table. What is larger waits for the night.
SMALL_BYTES = 32_000_000
#: Most transactions take less than a moment: for the end of those that began before, it is worth to wait.
TRIES, PAUSE_SECONDS = 50, 0.01

_NEXT = text("SELECT CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)")
_OLDEST = text("SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)")
_OTHERS = text(
    "SELECT virtualtransaction FROM pg_locks JOIN pg_stat_activity USING (pid)"
    " WHERE locktype = 'virtualxid' AND virtualxid = virtualtransaction"
    " AND datname = current_database() AND pid <> pg_backend_pid()"
)
_FILE = text("SELECT pg_relation_filenode(CAST(:table AS regclass))")
_OWN_KEY = text(
    "SELECT key.relname FROM pg_index JOIN pg_class AS key ON key.oid = indexrelid"
    " JOIN pg_class AS own ON own.oid = indrelid AND pg_has_role(own.relowner, 'USAGE')"
    " WHERE indisprimary AND own.oid = CAST(:table AS regclass)"
)
_MAY_EMPTY_THE_LOG = (
    "has_function_privilege('pg_switch_wal()', 'EXECUTE')"
    " AND coalesce(pg_has_role(to_regrole('pg_checkpoint'), 'USAGE'), current_setting('is_superuser') = 'on')"
)
#: Why the log may keep what was erased: in words for who can change it, each with its condition.
_KEPT_BECAUSE = {
    "this role may not empty it": f"NOT ({_MAY_EMPTY_THE_LOG})",
    "wal_recycle is on": "current_setting('wal_recycle') = 'on'",
    "it is archived": "current_setting('archive_mode') <> 'off'",
}


async def waiting(connection: Connection) -> Sequence[str]:
    """The tables that are still to be written anew, by name."""
    return (await connection.scalars(select(unscrubbed.c.name).distinct().order_by(unscrubbed.c.name))).all()


async def log_keeps_because(connection: Connection) -> list[str]:
    """Why what was erased may stay in the log for a while; [] when it is gone from there too."""
    conditions = text(f"SELECT {', '.join(_KEPT_BECAUSE.values())}")
    found = (await connection.execute(conditions)).one()
    return [words for words, is_so in zip(_KEPT_BECAUSE, found, strict=True) if is_so]


async def scrub(connection: AsyncConnection, large: bool) -> bool:
    """Writes anew what was asked for, on a connection of its own without transactions; False: not everything yet.

    large: also tables at which nobody would get for more than a second.
    """
    if not await connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK}):
        return False  # another replica is at it
    asked = await _asked(connection)
    tables = [table for table in asked if large or await _size(connection, table) <= SMALL_BYTES]
    if tables and await _all_began_later(connection):
        done = await _rewrite_all(connection, tables)
        await empty_the_log(connection)
        over = [number for table in done for number in asked[table]]
        await connection.execute(delete(unscrubbed).where(unscrubbed.c.id.in_(over)))
    return not await waiting(connection)


async def scrub_in_transaction(connection: AsyncConnection, large: bool) -> bool:
    """The same in one transaction, for a pooler that gives the next one another connection.

    VACUUM refuses that; CLUSTER writes a table anew as well. False: not everything yet.
    """
    if not await connection.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": LOCK}):
        return False
    asked = await _asked(connection)
    tables = [table for table in asked if large or await _size(connection, table) <= SMALL_BYTES]
    if tables and await _all_began_later(connection):
        await connection.execute(text(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'"))
        done = [table for table in tables if await _cluster(connection, table)]
        over = [number for table in done for number in asked[table]]
        await connection.execute(delete(unscrubbed).where(unscrubbed.c.id.in_(over)))
    return not await waiting(connection)


async def _cluster(connection: AsyncConnection, table: str) -> bool:
    """False when it is not ours, or somebody has it."""
    index = await connection.scalar(_OWN_KEY, {"table": table})
    if index is None:
        return False
    quote = connection.dialect.identifier_preparer.quote
    try:
        async with connection.begin_nested():
            await connection.execute(text(f"CLUSTER {quote(table)} USING {quote(index)}"))
    except Exception as error:
        if not is_transient(error):
            raise
        return False
    return True


async def _asked(connection: AsyncConnection) -> dict[str, list[int]]:
    """For each table the rows that ask for it. Who asks meanwhile is not among them, and not forgotten."""
    ids = func.array_agg(unscrubbed.c.id)
    rows = await connection.execute(select(unscrubbed.c.name, ids).group_by(unscrubbed.c.name))
    return {name: list(numbers) for name, numbers in rows}


async def _size(connection: AsyncConnection, table: str) -> int:
    found = await connection.scalar(text("SELECT pg_total_relation_size(CAST(:table AS regclass))"), {"table": table})
    return int(found)


async def _all_began_later(connection: AsyncConnection) -> bool:
    """Whether everything now at work began after what was deleted until now: writing anew keeps a row for who did not.

    A transaction counts as old as the oldest that was writing when it looked, also in another database of the server:
    so first those have to end, and only then those who may have looked at them.
    """
    next_number = await connection.scalar(_NEXT)

    async def writers_ended() -> bool:
        return bool(await connection.scalar(_OLDEST) >= next_number)

    if not await _comes_true(writers_ended):
        return False
    before = set(await connection.scalars(_OTHERS))

    async def readers_ended() -> bool:
        return before.isdisjoint(await connection.scalars(_OTHERS))

    return await _comes_true(readers_ended)


async def _comes_true(condition: Callable[[], Awaitable[bool]]) -> bool:
    for _ in range(TRIES):
        if await condition():
            return True
        await asyncio.sleep(PAUSE_SECONDS)
    return False


async def _rewrite_all(connection: AsyncConnection, tables: Sequence[str]) -> list[str]:
    """Those that were written anew; not the rest once somebody has one of them for longer, or the disk is full."""
    await connection.execute(text(f"SET lock_timeout = '{LONGEST_WAIT}'"))
    done = []
    try:
        for table in tables:
            if await _rewrite(connection, table):
                done.append(table)
    except Exception as error:
        if not is_transient(error):
            raise
    return done


async def _rewrite(connection: AsyncConnection, table: str) -> bool:
    """False when it is not ours: PostgreSQL then only warns, and does nothing."""
    before = await connection.scalar(_FILE, {"table": table})
    await connection.execute(text(f"VACUUM (FULL) {connection.dialect.identifier_preparer.quote(table)}"))
    return bool(await connection.scalar(_FILE, {"table": table}) != before)


async def empty_the_log(connection: AsyncConnection) -> None:
    """A new log file, and the old ones are not needed any more; with wal_recycle=off they go."""
    if await connection.scalar(text(f"SELECT {_MAY_EMPTY_THE_LOG}")):
        await connection.execute(text("SELECT pg_switch_wal()"))
        await connection.execute(text("CHECKPOINT"))
