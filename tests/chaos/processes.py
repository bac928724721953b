"""Real processes, to be killed at any moment: bots, and the Telegram they talk to."""

import asyncio
import multiprocessing
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.chaos import bot_process
from tests.chaos.bot_process import Orders

# Each bot is forked from a process that has imported everything already: it works a moment after it was killed.
_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload([bot_process.__name__])
#: So long a bot may take to stop by itself.
TO_STOP = 15.0


class Bot:
    """One process of the bot. `door`: the port on which it is posted to, if it is."""

    def __init__(self, orders: Orders, door: int | None = None) -> None:
        self.door = door
        self._process = _FORKING.Process(target=bot_process.work, args=(orders,), daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def kill(self) -> None:
        """SIGKILL: it gets no chance to finish anything."""
        self._process.kill()
        self._process.join()

    async def ends(self, within: float) -> int | None:
        """Its exit code when it ended by itself; None when it has not within so many seconds."""
        await asyncio.to_thread(self._process.join, within)
        return self._process.exitcode

    async def stop(self) -> int | None:
        """SIGTERM; its exit code, or None when it would not stop."""
        self._process.terminate()
        return await self.ends(TO_STOP)


@asynccontextmanager
async def simulator() -> AsyncIterator[str]:
    """A simulator in a process of its own; its address."""
    command = [sys.executable, "-m", "simulator", "--port", "0"]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.kill()
        await process.wait()
