"""`mantelzorg-bot` as its owner types it: real processes, against the simulator."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


@dataclass(frozen=True)
class Done:
    """A command that ended."""

    code: int
    out: str
    err: str


class Shell:
    """A terminal in an empty folder with these settings."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.settings = {"STATE_DIR": str(folder / "var")} | settings

    async def run(self, *words: str, **settings: str) -> Done:
        """Runs a command to its end; `settings` come on top of the terminal's own."""
        process = await self._start(*words, **settings)
        async with asyncio.timeout(PATIENCE):
            out, err = await process.communicate()
        assert process.returncode is not None
        return Done(process.returncode, out.decode(), err.decode())

    @asynccontextmanager
    async def running(self, *words: str, **settings: str) -> AsyncIterator["Running"]:
        """A command that goes on until it is stopped; killed at the latest on leaving."""
        process = await self._start(*words, **settings)
        try:
            yield Running(process)
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()

    async def _start(self, *words: str, **settings: str) -> asyncio.subprocess.Process:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"} | self.settings | settings
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words),
            cwd=self.folder,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )


class Running:
    """A command at work."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._read = ""

    async def logs(self, words: str) -> None:
        """Waits for a line on standard error with these words."""
        assert self._process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            while words not in (line := (await self._process.stderr.readline()).decode()):
                assert line, f"it ended without {words!r}"
                self._read += line
            self._read += line

    async def prints(self, words: str) -> None:
        """Waits for a line on standard output with these words."""
        assert self._process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while words not in (line := (await self._process.stdout.readline()).decode()):
                assert line, f"it ended without {words!r}"

    async def stops(self) -> int:
        """Asks it to stop, as a service manager does; the exit code."""
        await self.everything()
        assert self._process.returncode is not None
        return self._process.returncode

    async def everything(self) -> str:
        """All that it wrote, until it was asked to stop and did."""
        self._process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            out, err = await self._process.communicate()
        return self._read + out.decode() + err.decode()
