"""This process's signs of life in the database, by which any other process, and `status`, can tell that it works."""

import asyncio
import logging
from datetime import datetime, timedelta

from bot.wiring import Wiring
from storage import replicas
from storage.replicas import Replica

log = logging.getLogger(__name__)

LEAVE_SECONDS = 2.0


async def show(wiring: Wiring) -> None:
    """Leaves a sign of life, with when Telegram last let us receive."""
    async with wiring.database.write() as connection:
        await replicas.show(connection, _replica(wiring, wiring.clock()))


def _replica(wiring: Wiring, now: datetime) -> Replica:
    watch = wiring.watch
    heard_at = None if watch.heard_ago is None else now - timedelta(seconds=watch.heard_ago)
    return Replica(watch.replica_id, now - timedelta(seconds=watch.running_for), now, heard_at)


async def leave(wiring: Wiring) -> None:
    """Takes the sign of life away. Without it, nobody is misled for longer than `replicas.GONE`."""
    try:
        async with asyncio.timeout(LEAVE_SECONDS), wiring.database.write() as connection:
            await replicas.leave(connection, wiring.watch.replica_id)
    except Exception as error:
        log.warning("stopping unnoticed: %s", type(error).__name__)
