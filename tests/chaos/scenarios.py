"""Every trouble there is, by name: where it is tried, with how many bots, and for how long."""

import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from tests.chaos import clocks, disk, doubt, poison, queue, receiving, silence, stopping, storm, takeover, troubles
from tests.chaos.databases import Kind, Server, database
from tests.chaos.findings import Finding
from tests.chaos.site import Site, site
from tests.chaos.storm import Storm

Play = Callable[[Site, float], Awaitable[list[Finding]]]
BOTH: tuple[Kind, ...] = ("sqlite", "postgresql")
POSTGRESQL: tuple[Kind, ...] = ("postgresql",)
#: On PostgreSQL, behind one webhook.
REPLICAS = 3
#: A storm shorter than this proves little.
AT_LEAST = 8.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """A trouble. It `needs` so many seconds; of what is to spare it takes its `share`, which `play` is told.

    polls: also on PostgreSQL, where otherwise updates come to a webhook.
    """

    name: str
    play: Play
    needs: float
    share: float = 0
    on: tuple[Kind, ...] = BOTH
    polls: bool = False

    async def run(self, server: Server | None, seed: int, spare: float) -> list[Finding]:
        """On an empty database of this server."""
        with tempfile.TemporaryDirectory(prefix="chaos-") as name, database(server, Path(name)) as address:
            posted = server is not None and not self.polls
            async with site(address, Path(name), seed, server=server, posted=posted) as here:
                return await self.play(here, spare)


def _storm(trouble: storm.Trouble) -> Play:
    return lambda site, spare: storm.rages(Storm(trouble, REPLICAS if site.gate else 1), site, AT_LEAST + spare)


async def _stops(site: Site, spare: float) -> list[Finding]:
    return await stopping.is_graceful(site, AT_LEAST + spare)


async def _silences(site: Site, spare: float) -> list[Finding]:
    return await silence.is_kept(site, AT_LEAST + spare)


async def _clocks(site: Site, _: float) -> list[Finding]:
    return await clocks.jump(site, jumps=12)


async def _disk(site: Site, _: float) -> list[Finding]:
    troubles = (disk.read_only_database,) if site.server else (disk.full_disk, disk.locked_database)
    return await disk.cannot_be_written(site, *troubles)


async def _receiving(site: Site, _: float) -> list[Finding]:
    return await receiving.recovers(site)


async def _poison(site: Site, _: float) -> list[Finding]:
    return await poison.stops_nobody(site, updates=20)


async def _doubt(site: Site, _: float) -> list[Finding]:
    return await doubt.is_not_blind(site, people=30)


async def _queue(site: Site, _: float) -> list[Finding]:
    return await queue.is_shared(site, messages=10_000)


async def _takeover(site: Site, _: float) -> list[Finding]:
    return await takeover.is_prompt(site, people=200)


SCENARIOS = (
    Scenario("kills", _storm(troubles.kills), 25, share=4),
    Scenario("restarts", _storm(troubles.restarts), 25, share=3, on=POSTGRESQL),
    Scenario("network", _storm(troubles.cut_wires), 25, share=2),
    Scenario("redeliveries", _storm(troubles.redeliveries), 20, share=1),
    Scenario("everything", _storm(troubles.everything), 30, share=2),
    Scenario("stops", _stops, 20, share=1),
    Scenario("silences", _silences, 20, share=1),
    Scenario("doubt", _doubt, 15),
    Scenario("disk", _disk, 15),
    Scenario("poison", _poison, 15),
    Scenario("clocks", _clocks, 25),
    Scenario("receiving", _receiving, 50, polls=True),
    Scenario("queue", _queue, 30, on=POSTGRESQL),
    Scenario("takeover", _takeover, 80, on=POSTGRESQL, polls=True),
)
