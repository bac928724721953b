"""What concerns very many is done in portions, with rests between them for whoever taps.

On SQLite nobody else writes meanwhile; on PostgreSQL its server has the disk and the processor busy.
"""

from asyncio import sleep
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic
from typing import TypeVar

from storage.connection import Connection
from storage.database import Database

T = TypeVar("T")
#: A portion takes some hundredths of a second: of practices with a hundred people each, or of rows.
ROUNDS, ROWS = 15, 1_500


async def in_portions(
    database: Database, wanted: Sequence[T], do: Callable[[Connection, Sequence[T]], Awaitable[int]], most: int
) -> int:
    """Does so many at once, each time in a transaction of its own; what `do` gave, in all.

    In between it rests as long as a portion took. One that fails leaves the ones before it done.
    """
    done, took = 0, 0.0
    for begin in range(0, len(wanted), most):
        await sleep(took)
        began = monotonic()
        async with database.long_write() as connection:
            done += await do(connection, wanted[begin : begin + most])
        took = monotonic() - began
    return done
