"""SIGTERM in the middle of everything: what is under way is finished, and nothing is left in doubt."""

import asyncio
from dataclasses import dataclass, field
from time import monotonic

from sqlalchemy import func, select

from storage.tables import outbox
from tests.chaos.crowd import Crowd
from tests.chaos.findings import Finding
from tests.chaos.patience import until
from tests.chaos.processes import TO_STOP
from tests.chaos.site import Site
from tests.chaos.storm import Storm, rages
from tests.chaos.troubles import PATIENCE


@dataclass(slots=True)
class Stops:
    """A trouble that stops bots gently, again and again, and looks what each leaves behind."""

    finding: Finding = field(
        default_factory=lambda: Finding("17 SIGTERM: ends within 15 s, nothing in doubt", unit="stops")
    )
    longest: float = 0.0

    async def rage(self, site: Site, crowd: Crowd) -> None:
        while True:
            await until(site.is_at_work, PATIENCE)
            await asyncio.sleep(site.random.uniform(0, 1.5))
            await asyncio.shield(asyncio.ensure_future(self._stop(site)))

    async def _stop(self, site: Site) -> None:
        began = monotonic()
        code = await site.stop(site.random.choice(site.bots))
        self.longest = max(self.longest, monotonic() - began)
        self.finding.tried += 1
        if code != 0:
            self.finding.wrong.append(f"still running after {TO_STOP:.0f} s" if code is None else f"exit code {code}")
        left = select(func.count()).where(outbox.c.state.in_(("sending", "unknown")))
        async with site.database.read() as connection:
            self.finding.wrong += ["a message left in doubt"] * int(await connection.scalar(left))
        site.start()


async def is_graceful(site: Site, seconds: float) -> list[Finding]:
    """People answer as on any day; after many stops nothing is missing, and nothing was said twice."""
    stops = Stops()
    findings = await rages(Storm(stops.rage), site, seconds)
    stops.finding.note = f"after at most {stops.longest:.1f} s"
    return [stops.finding, *findings]
