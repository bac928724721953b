"""What wakes the tick. APScheduler says which moments those are; steady seconds, which nobody can set back, bring them.

Its own scheduler sleeps until a time of day: set back by an hour, it slept for an hour more, also after the clock was
put right.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import NoReturn

from apscheduler.triggers.cron import CronTrigger

EACH_MINUTE = CronTrigger(second=0, timezone=UTC)


def seconds_until_next(now: datetime) -> float:
    """Until the next full minute: more than 0, and never more than 60, whatever the time of day is."""
    due: datetime = EACH_MINUTE.get_next_fire_time(now, now)
    return (due - now).total_seconds()


async def every_minute(job: Callable[[], Awaitable[None]], clock: Callable[[], datetime]) -> NoReturn:
    """Does the job each minute, one after the other; until cancelled."""
    while True:
        await asyncio.sleep(seconds_until_next(clock()))
        await job()
