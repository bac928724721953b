"""What concerns very many is done in portions: on SQLite nobody else writes meanwhile, not even what a tap answered."""

from collections.abc import Awaitable, Callable, Iterator, Sequence

from storage.connection import Connection
from storage.database import Database

#: A portion takes some hundredths of a second, for practices of a hundred people, and for rows.
ROUNDS, ROWS = 20, 4_000

Look = Callable[[Connection], Awaitable[Sequence[int]]]
Do = Callable[[Connection, Sequence[int]], Awaitable[int]]


async def in_portions(database: Database, look: Look, do: Do, most: int) -> int:
    """Looks for ids, and does so many of them at once, each time in a transaction of its own; what `do` gave, in all.

    A portion that fails leaves the ones before it done. Who waits for nobody (PostgreSQL) does all of them at once.
    """
    async with database.long_read() as connection:
        ids = await look(connection)
    size = most if database.is_sqlite else len(ids)
    done = 0
    for some in _cut(ids, size):
        async with database.long_write() as connection:
            done += await do(connection, some)
    return done


def _cut(ids: Sequence[int], most: int) -> Iterator[Sequence[int]]:
    return (ids[begin : begin + most] for begin in range(0, len(ids), most or 1))
