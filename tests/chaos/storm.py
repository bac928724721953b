"""Rounds in which everybody answers, while trouble rages; after each the judge looks."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from sqlalchemy import func, select

from rules.cadence import upcoming
from rules.holidays import public_holiday
from storage.tables import rounds
from tests.chaos.crowd import Crowd, settle
from tests.chaos.findings import Finding
from tests.chaos.judge import Judge
from tests.chaos.patience import until
from tests.chaos.site import Site

#: Makes trouble until it is cancelled; then it leaves no trace.
Trouble = Callable[[Site, Crowd], Awaitable[None]]
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Storm:
    """How many people, how many bots, and what goes wrong meanwhile."""

    trouble: Trouble
    replicas: int = 1
    people: int = 60
    patience: float = 30.0


async def rages(storm: Storm, site: Site, seconds: float) -> list[Finding]:
    """One round after the other until the time is over; at least one."""
    deadline = monotonic() + seconds
    crowd = await settle(site, storm.people, storm.patience)
    judge = Judge(site, crowd)
    site.start(storm.replicas)
    longest = 0.0
    while not longest or monotonic() + longest < deadline:
        began = monotonic()
        await _round(storm, site, crowd, judge)
        longest = max(longest, monotonic() - began)
    return judge.findings


async def _round(storm: Storm, site: Site, crowd: Crowd, judge: Judge) -> None:
    slot = upcoming(site.programme.schedule, site.now(), public_holiday, 1)[0]
    async with _raging(storm, site, crowd):
        site.move_to(slot.opens_at + SECOND)
        await crowd.checks_in()
    await _calms_down(storm, site, judge)
    await judge.looks_at_what_was_said()
    async with _raging(storm, site, crowd):
        site.move_to(slot.closes_at + SECOND)
        if not await until(lambda: _is_closed(site), storm.patience):
            judge.rounds.wrong.append("never closed")
        await crowd.taps_late()
    await _calms_down(storm, site, judge)
    await judge.looks_at_the_closed_round()


async def _calms_down(storm: Storm, site: Site, judge: Judge) -> None:
    if not await site.quiet(storm.patience):
        judge.prompts.wrong.append("the queues never ran empty")


@asynccontextmanager
async def _raging(storm: Storm, site: Site, crowd: Crowd) -> AsyncIterator[None]:
    raging = asyncio.create_task(_rage(storm, site, crowd))
    try:
        yield
    finally:
        raging.cancel()
        await asyncio.wait([raging])
    if not raging.cancelled():
        raging.result()  # a trouble that broke down itself is no proof of anything


async def _rage(storm: Storm, site: Site, crowd: Crowd) -> None:
    await storm.trouble(site, crowd)


async def _is_closed(site: Site) -> bool:
    still = select(func.count()).where(rounds.c.state == "open")
    async with site.database.read() as connection:
        return not await connection.scalar(still)
