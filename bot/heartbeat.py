"""This process's heartbeat in the database, by which any other process, and `status`, can tell that it works."""

import asyncio
import logging
from datetime import datetime, timedelta

from bot.wiring import Wiring
from storage import replicas
from storage.replicas import Replica

log = logging.getLogger(__name__)

STOP_SECONDS = 2.0


async def beat(wiring: Wiring) -> None:
    """Leaves a heartbeat, with when Telegram last let us receive."""
    async with wiring.database.write() as connection:
        await replicas.show(connection, _replica(wiring, wiring.clock()))


def _replica(wiring: Wiring, now: datetime) -> Replica:
    seen = wiring.process_metrics
    heard_at = None if seen.heard_ago is None else now - timedelta(seconds=seen.heard_ago)
    return Replica(seen.replica_id, now - timedelta(seconds=seen.running_for), now, heard_at)


async def stop(wiring: Wiring) -> None:
    """Takes the heartbeat away. Without it, nobody is misled for longer than `replicas.GONE`."""
    try:
        async with asyncio.timeout(STOP_SECONDS), wiring.database.write() as connection:
            await replicas.leave(connection, wiring.process_metrics.replica_id)
    except Exception as error:
        log.warning("stopping unnoticed: %s", type(error).__name__)
