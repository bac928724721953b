"""One scenario after the other in the time there is; both databases side by side, since most of it is waiting."""

import asyncio
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from tests.chaos import databases
from tests.chaos.databases import Kind, Server
from tests.chaos.findings import Finding, went_wrong
from tests.chaos.scenarios import Scenario

#: Whatever hangs, it ends after so many seconds.
HARD_LIMIT = 590.0


@dataclass(slots=True)
class Campaign:
    """`tell` is told how it goes. `found`: what came out, by database and trouble."""

    scenarios: Sequence[Scenario]
    seed: int
    seconds: float
    tell: Callable[[str], None]
    found: dict[str, list[Finding]] = field(default_factory=dict)

    async def on(self, kinds: Sequence[Kind]) -> dict[str, list[Finding]]:
        """All that fits into the time, on each of these databases."""
        try:
            async with asyncio.timeout(HARD_LIMIT), asyncio.TaskGroup() as lanes:
                for kind in kinds:
                    lanes.create_task(self._lane(kind))
        except TimeoutError:
            self.found["all"] = [Finding("everything ends in time", 1, "campaign", ["still not at the end"])]
        return self.found

    async def _lane(self, kind: Kind) -> None:
        with tempfile.TemporaryDirectory(prefix="chaos-") as name, databases.server(kind, Path(name)) as server:
            for scenario, seconds in self._plan(kind):
                await self._play(kind, scenario, server, seconds)

    async def _play(self, kind: Kind, scenario: Scenario, server: Server | None, seconds: float) -> None:
        began = monotonic()
        try:
            findings = await scenario.run(server, self.seed, seconds)
        except Exception:  # the others are still worth trying
            self.tell(traceback.format_exc())
            findings = [Finding("it can be tried", 1, "scenario", ["broke down by itself"])]
        self.found[f"{kind} {scenario.name}"] = findings
        result = "WRONG" if went_wrong(findings) else "kept"
        self.tell(f"{kind:10}  {scenario.name:12}  {monotonic() - began:4.0f} s  {result}")

    def _plan(self, kind: Kind) -> Iterator[tuple[Scenario, float]]:
        """Each with its seconds: what it needs, and its share of what is to spare."""
        spare = self.seconds
        chosen: list[Scenario] = []
        for scenario in self.scenarios:
            if kind not in scenario.on:
                continue
            if scenario.needs > spare and chosen:
                self.tell(f"{kind:10}  {scenario.name:12}  no time for it")
                continue
            spare -= scenario.needs
            chosen.append(scenario)
        shares = sum(scenario.share for scenario in chosen) or 1
        for scenario in chosen:
            yield scenario, max(0.0, spare) * scenario.share / shares
