"""Jumps through time: what would take days happens now, and the bot does what the clock would have told it to."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import exists, select

from bot.running import tick_now
from bot.wiring import Wiring
from rules.cadence import upcoming
from rules.holidays import public_holiday
from simulator.clock import Clock
from simulator.host import Jump
from storage import schedules
from storage.database import Database
from storage.tables import outbox

#: What is on its way gets ten seconds to arrive.
LOOKS, BETWEEN_LOOKS = 500, 0.02


def jumps(wiring: Wiring, clock: Clock, meanwhile: Callable[[], Awaitable[object]]) -> list[Jump]:
    """The buttons that move time, one after the other. meanwhile: what people did in the time that is skipped."""
    to_check_in, one_at_a_time = partial(next_check_in, wiring), asyncio.Lock()

    async def leap(to: Callable[[datetime], Awaitable[datetime]]) -> None:
        async with one_at_a_time:  # two browsers: what the first one brought has arrived before time moves again
            await jump(wiring, clock, meanwhile, to)

    return [
        Jump("next-check-in", "Naar de volgende check-in", partial(leap, to_check_in)),
        Jump("day", "Een dag verder", partial(leap, a_day_later)),
    ]


async def next_check_in(wiring: Wiring, now: datetime) -> datetime:
    """When the next round opens."""
    async with wiring.database.read() as connection:
        schedule = await schedules.in_force(connection, wiring.programme.schedule)
    return upcoming(schedule, now, public_holiday, 1)[0].opens_at


async def a_day_later(now: datetime) -> datetime:
    return now + timedelta(days=1)


async def jump(
    wiring: Wiring,
    clock: Clock,
    meanwhile: Callable[[], Awaitable[object]],
    to: Callable[[datetime], Awaitable[datetime]],
) -> None:
    """Moves the clock, and ticks. First what is being said arrives: for a sender time never leaps in mid-sentence."""
    await all_said(wiring.database)
    clock.move_to(await to(clock.now()))
    await meanwhile()
    await tick_now(wiring)


async def all_said(database: Database) -> None:
    """Waits until nothing is on its way to anybody, within reason."""
    for _ in range(LOOKS):
        if not await _is_speaking(database):
            return
        await asyncio.sleep(BETWEEN_LOOKS)


async def _is_speaking(database: Database) -> bool:
    waiting = exists().where(outbox.c.state.in_(("ready", "sending")))
    async with database.read() as connection:
        return bool(await connection.scalar(select(waiting)))
