"""This process's heartbeat in the database, by which any other process, and `status`, can tell that it works.

It is a number that goes up, with what the process finds wrong with itself: whether it lives is seen by looking twice,
and by nobody's clock.
"""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import NoReturn

from bot import proofs, room
from bot.wiring import Wiring
from rules import causes
from storage import replicas
from storage.replicas import Replica

log = logging.getLogger(__name__)

EVERY_SECONDS = 5.0
STOP_SECONDS = 2.0
#: When nothing was sent for so long, Telegram is asked something that changes nothing.
ASK_AFTER_SECONDS = 30.0
BEATING = "leaving a heartbeat"


async def beat_for_ever(wiring: Wiring) -> NoReturn:
    """Looks after itself and tells how it is, until cancelled."""
    async with asyncio.TaskGroup() as both:
        both.create_task(_ask_for_ever(wiring))
        while True:
            await live(wiring)
            await asyncio.sleep(EVERY_SECONDS)


async def live(wiring: Wiring) -> None:
    """One beat. What fails is told by the next one that succeeds."""
    seen = wiring.process_metrics.proofs
    seen.told_time(wiring.clock())
    if why := room.lacks(wiring.settings):
        seen.noticed(proofs.DISK, why, 3 * EVERY_SECONDS)
    try:
        await beat(wiring)
        seen.worked(BEATING)
    except Exception as error:
        seen.failed(BEATING, causes.told(error))
        log.warning("%s failed: %s", BEATING, causes.told(error))


async def beat(wiring: Wiring) -> None:
    """Leaves a heartbeat, with when Telegram last let us receive, and what is wrong."""
    async with wiring.database.write() as connection:
        await replicas.show(connection, _replica(wiring, wiring.clock()))


async def _ask_for_ever(wiring: Wiring) -> NoReturn:
    while True:
        await ask(wiring)
        await asyncio.sleep(EVERY_SECONDS)


async def ask(wiring: Wiring) -> None:
    """Proves that Telegram can be reached, unless what was sent has proved it lately, or it never was yet."""
    ago = wiring.process_metrics.proofs.ago(proofs.REACHING)
    if ago is not None and ago > ASK_AFTER_SECONDS:
        try:
            await wiring.bot.get_me()
        except Exception as error:  # noted by its transport, if there was no answer
            log.warning("asking Telegram for a sign failed: %s", causes.told(error))


def _replica(wiring: Wiring, now: datetime) -> Replica:
    seen = wiring.process_metrics.proofs
    heard_ago = seen.ago(proofs.RECEIVING)
    heard_at = None if heard_ago is None else now - timedelta(seconds=heard_ago)
    started_at = now - timedelta(seconds=seen.running_for)
    return Replica(wiring.process_metrics.replica_id, started_at, now, heard_at, seen.troubles())


async def stop(wiring: Wiring) -> None:
    """Takes the heartbeat away. Without it, nobody is misled for longer than it takes to look twice."""
    try:
        async with asyncio.timeout(STOP_SECONDS), wiring.database.write() as connection:
            await replicas.leave(connection, wiring.process_metrics.replica_id)
    except Exception as error:
        log.warning("stopping unnoticed: %s", causes.told(error))
