"""What the owner types: `mantelzorg-bot …`, as real processes."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and everything it printed."""

    code: int | None
    printed: str
    complained: str


class Owner:
    """Somebody at a terminal, with these settings in the environment and nothing else."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._folder = folder
        self._environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "STATE_DIR": str(folder / "var")}
        self._environment |= {name: os.environ[name] for name in ("PROGRAMME_FILE",) if name in os.environ}
        self._environment |= {name.upper(): value for name, value in settings.items()}

    async def types(self, *arguments: str) -> Ended:
        """Types a command and waits for its end."""
        process = await self._start(*arguments)
        printed, complained = await asyncio.wait_for(process.communicate(), PATIENCE)
        return Ended(process.returncode, printed.decode(), complained.decode())

    @asynccontextmanager
    async def runs(self, *arguments: str) -> AsyncIterator["Running"]:
        """The bot, or another command; killed at the latest on leaving."""
        running = Running(await self._start(*(arguments or ("run",))))
        try:
            yield running
        finally:
            await running.is_inactive()

    async def _start(self, *arguments: str) -> Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments, cwd=self._folder, env=self._environment, stdout=PIPE, stderr=PIPE
        )


class Running:
    """A bot in a process of its own."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.log: list[str] = []

    async def says(self, event: str, within: float = PATIENCE) -> None:
        """Waits for this event in its log."""
        assert self._process.stderr is not None
        async with asyncio.timeout(within):
            while line := (await self._process.stderr.readline()).decode():
                self.log.append(line)
                if event in line:
                    return
        raise AssertionError(f"it ended without {event!r}:\n{''.join(self.log)}")

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_asked_to_stop(self) -> None:
        """SIGTERM, as a supervisor does it."""
        self._process.terminate()

    async def ends(self, within: float = PATIENCE) -> int:
        """Its exit code, once it has ended by itself."""
        assert self._process.stderr is not None
        async with asyncio.timeout(within):
            self.log += (await self._process.stderr.read()).decode().splitlines(keepends=True)
            return await self._process.wait()

    async def is_inactive(self) -> None:
        """Whatever happened, no process is left behind."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.communicate()
