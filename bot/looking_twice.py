"""Whether a process lives: its heartbeats are counted twice, and have to go on in between."""

import asyncio
from datetime import datetime
from time import monotonic

from storage import replicas
from storage.database import Database

#: Longer than heartbeats lie apart.
PATIENCE_SECONDS = 15.0
PAUSE_SECONDS = 0.5


async def alive(database: Database) -> set[str]:
    """Those whose heartbeats go on while we look; it ends as soon as all that were seen lately are among them."""
    before = await _beats(database)
    patience_ends = monotonic() + PATIENCE_SECONDS
    go_on: set[str] = set()
    while go_on < before.keys() and monotonic() < patience_ends:
        await asyncio.sleep(PAUSE_SECONDS)
        go_on |= {one for one, beats in (await _beats(database)).items() if before.get(one) != beats}
    return go_on


async def somebody_works(database: Database) -> bool:
    """Whether any process leaves a sign while we look, whatever its clock says; also one of an older version."""
    before = await _seen(database)
    patience_ends = monotonic() + PATIENCE_SECONDS
    while before and monotonic() < patience_ends:
        await asyncio.sleep(PAUSE_SECONDS)
        if await _seen(database) != before:
            return True
    return False


async def is_in_use(database: Database, now: datetime) -> bool:
    """By the time of the last heartbeat, or by the next one: its machine may have a wrong clock."""
    async with database.long_read() as connection:
        is_at_work = await replicas.are_at_work(connection, now)
    return is_at_work or await somebody_works(database)


async def _seen(database: Database) -> dict[str, datetime]:
    async with database.long_read() as connection:
        return await replicas.seen(connection)


async def _beats(database: Database) -> dict[str, int]:
    async with database.long_read() as connection:
        return await replicas.beats(connection)
