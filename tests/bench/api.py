"""The fake Bot API from the benchmark's side: start it, set a scene, wait for its end."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

import aiohttp
import orjson

#: A contender that does nothing for so long will not do it any more.
PATIENCE_SECONDS = 15.0
_LOOK_EVERY = 0.05

#: Seconds after the start, the chat, and the data of the button.
Tap = tuple[float, int, str]


@dataclass(frozen=True, slots=True)
class Report:
    """What the fake Bot API counted in a scene; times in seconds after its start."""

    started_at: float
    taps: Sequence[tuple[float, float | None, float | None]]
    sent: Sequence[tuple[int, float]]
    sends: int
    edits: int
    refused: int
    confirmed: int

    def delays(self) -> list[float]:
        """From tap to edit, of every tap whose message was edited."""
        return [edited - tapped for tapped, _, edited in self.taps if edited is not None]

    def ended(self) -> float:
        """When the last thing arrived."""
        moments = [at for _, answered, edited in self.taps for at in (answered, edited) if at is not None]
        return max([*moments, *(at for _, at in self.sent)], default=0.0)

    def served(self) -> int:
        """Taps that were answered and whose message was edited."""
        return sum(1 for _, answered, edited in self.taps if answered is not None and edited is not None)


class Api:
    """The fake Bot API, running at `url`."""

    def __init__(self, url: str, session: aiohttp.ClientSession, pid: int) -> None:
        self.url = url
        self.pid = pid
        self._session = session

    async def set_scene(self, taps: Sequence[Tap], delay: float = 0.0, strict: bool = False) -> None:
        """Nothing happens yet; from now on every response takes `delay` seconds."""
        await self._ask("set", {"taps": taps, "delay": delay, "strict": strict})

    async def start(self) -> None:
        """People begin to tap."""
        await self._ask("start")

    async def progress(self) -> dict[str, int]:
        """polls, confirmed, edited, answered, sent: so far."""
        found: dict[str, int] = await self._ask("progress")
        return found

    async def report(self) -> Report:
        return Report(**await self._ask("report"))

    async def play(self, taps: Sequence[Tap], delay: float = 0.0, limit_seconds: float = 120.0) -> Report:
        """A whole scene: until every tap is served, or nothing more comes."""
        await self.set_scene(taps, delay)
        await self.start()
        await self.wait(limit_seconds, edited=len(taps), answered=len(taps))
        return await self.report()

    async def wait(self, limit_seconds: float, patience: float = PATIENCE_SECONDS, **wanted: int) -> dict[str, int]:
        """Until so much has happened, or nothing happened for `patience` seconds, or the time is up; what happened."""
        began = changed_at = monotonic()
        last: dict[str, int] = {}
        while True:
            now, progress = monotonic(), await self.progress()
            if all(progress[name] >= number for name, number in wanted.items()):
                return progress
            happened = {name: number for name, number in progress.items() if name != "polls"}
            if happened != last:
                last, changed_at = happened, now
            if now - changed_at > patience or now - began > limit_seconds:
                return progress
            await asyncio.sleep(_LOOK_EVERY)

    async def _ask(self, what: str, wanted: Any = None) -> Any:
        async with self._session.post(f"{self.url}/control/{what}", data=orjson.dumps(wanted)) as response:
            return orjson.loads(await response.read())


@asynccontextmanager
async def fake_api() -> AsyncIterator[Api]:
    """A fake Bot API in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.fake_api", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    port = int(await process.stdout.readline())
    try:
        async with aiohttp.ClientSession() as session:
            yield Api(f"http://127.0.0.1:{port}", session, process.pid)
    finally:
        process.kill()
        await process.wait()
