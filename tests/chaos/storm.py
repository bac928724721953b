"""Rounds in which everybody answers, while trouble rages; after each the judge looks."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from sqlalchemy import func, select

from programme.model import Region
from rules.cadence import Slot, upcoming
from rules.holidays import public_holiday, school_holiday
from storage.tables import rounds
from tests.chaos import dossier
from tests.chaos.crowd import Crowd, settle
from tests.chaos.findings import Finding
from tests.chaos.judge import Judge
from tests.chaos.patience import until
from tests.chaos.site import Site

#: Makes trouble until it is cancelled; then it leaves no trace.
Trouble = Callable[[Site, Crowd], Awaitable[None]]
SECOND = timedelta(seconds=1)
#: From the opening of a round to the next morning, on which what waits for one is said.
TO_THE_MORNING = timedelta(hours=21)
#: Where the practices of the crowd are.
REGIONS: tuple[Region, ...] = ("noord", "midden")


@dataclass(frozen=True, slots=True)
class Storm:
    """How many people, how many bots, and what goes wrong meanwhile."""

    trouble: Trouble
    replicas: int = 1
    people: int = 60
    patience: float = 60.0


async def rages(storm: Storm, site: Site, seconds: float) -> list[Finding]:
    """One round after the other until the time is over; at least one. The last one ends in calm weather."""
    until_then = monotonic() + seconds
    crowd = await settle(site, storm.people, storm.patience)
    judge = Judge(site, crowd, dossier.FOLDER)
    site.start(storm.replicas)
    weather = Weather(storm.trouble, site, crowd, until_then)
    while judge.rounds.tried == 0 or monotonic() < until_then:
        await _round(weather, judge, storm.patience)
    return judge.findings


@dataclass(frozen=True, slots=True)
class Weather:
    """The trouble, until its time is over."""

    trouble: Trouble
    site: Site
    crowd: Crowd
    until_then: float

    @asynccontextmanager
    async def raging(self) -> AsyncIterator[None]:
        """Trouble meanwhile. One that breaks down itself proves nothing, so that is an error."""
        raging = asyncio.create_task(self._rage())
        try:
            yield
        finally:
            raging.cancel()
            await asyncio.wait([raging])
        if not raging.cancelled():
            raging.result()

    async def _rage(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0, self.until_then - monotonic())):
                await self.trouble(self.site, self.crowd)


async def _round(weather: Weather, judge: Judge, patience: float) -> None:
    site, crowd = judge.site, judge.crowd
    slot = next_slot(site)
    async with weather.raging():
        site.move_to(slot.opens_at + SECOND)
        await crowd.checks_in()
    await _calms_down(judge, patience)
    site.move_to(slot.opens_at + TO_THE_MORNING)
    await _calms_down(judge, patience)
    await judge.looks_at_what_was_said()
    async with weather.raging():
        site.move_to(slot.closes_at + SECOND)
        if not await until(lambda: is_closed(site), patience):
            judge.rounds.wrong.append("never closed")
        await crowd.taps_late()
    await _calms_down(judge, patience)
    await judge.looks_at_the_closed_round()


def next_slot(site: Site) -> Slot:
    """The next round in which everybody is asked: in school holidays participants rest."""
    slots = upcoming(site.programme.schedule, site.now(), public_holiday, 10)
    return next(slot for slot in slots if not any(school_holiday(slot.opens_on, region) for region in REGIONS))


async def _calms_down(judge: Judge, patience: float) -> None:
    if not await judge.site.quiet(patience):
        judge.prompts.wrong.append("the queues never ran empty")


async def is_closed(site: Site) -> bool:
    """Whether no round is open any more."""
    still = select(func.count()).where(rounds.c.state == "open")
    async with site.database.read() as connection:
        return not await connection.scalar(still)
