"""Whether a process lives: its heartbeats are counted twice, and have to go on in between."""

import asyncio
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


async def _beats(database: Database) -> dict[str, int]:
    async with database.long_read() as connection:
        return await replicas.beats(connection)
