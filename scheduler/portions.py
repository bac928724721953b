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
#: So much at once at most: practices with a hundred people each, or rows.
ROUNDS, ROWS = 15, 1_500
#: After a portion that took more seconds than this, for which whoever taps waits, the next is smaller.
LONGEST = 0.1
#: The smallest is so small a part of the largest. It comes first, for nobody knows yet how long it takes here; below it
#: little is won: a slow disk makes a single row as late as a hundred.
SMALLEST = 1 / 15


async def in_portions(
    database: Database, wanted: Sequence[T], do: Callable[[Connection, Sequence[T]], Awaitable[int]], most: int
) -> int:
    """Does some at once, each time in a transaction of its own; what `do` gave, in all.

    In between it rests as long as a portion took. One that fails leaves the ones before it done.
    """
    done, begin, size, took = 0, 0, _smallest(most), 0.0
    while begin < len(wanted):
        await sleep(took)
        async with database.long_write() as connection:
            began = monotonic()
            done += await do(connection, wanted[begin : begin + size])
        took = monotonic() - began
        begin, size = begin + size, _next(size, took, most)
    return done


def _next(size: int, took: float, most: int) -> int:
    """Half of a portion that took too long, and twice one that did not."""
    return max(_smallest(most), size // 2) if took > LONGEST else min(most, 2 * size)


def _smallest(most: int) -> int:
    return max(1, round(most * SMALLEST))
