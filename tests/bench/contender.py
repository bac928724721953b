"""A contender: a bot in a process of its own, and what that process uses."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench.api import Api

START_SECONDS = 30.0
STOP_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Contender:
    """How to start it. storage: the kind of database it needs, "" for none."""

    name: str
    module: str
    options: Sequence[str] = ()
    storage: str = ""


THIS_SQLITE = Contender("this bot, SQLite", "this_bot", ["--unlimited"], "sqlite")
THIS_POSTGRESQL = Contender("this bot, PostgreSQL", "this_bot", ["--unlimited"], "postgresql")
PACED_SQLITE = Contender("this bot, SQLite", "this_bot", [], "sqlite")
WITHOUT_STORAGE = Contender("same stack, nothing stored", "without_storage")
PTB = Contender("python-telegram-bot", "ptb")
PTB_256 = Contender("python-telegram-bot, 256 side by side", "ptb", ["--side-by-side", "256"])
AIOGRAM = Contender("aiogram", "aiogram_bot")


class Running:
    """A contender's process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._measured = psutil.Process(process.pid)

    def cpu_seconds(self) -> float:
        """Processor time it used so far: much less sensitive to what else the machine does than the clock."""
        times = self._measured.cpu_times()
        return times.user + times.system

    def megabytes(self) -> float:
        """Resident memory."""
        return float(self._measured.memory_info().rss) / 1e6

    async def kill(self) -> None:
        """As a power cut would."""
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> None:
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), STOP_SECONDS)
            except TimeoutError:
                await self.kill()


async def start(contender: Contender, api: Api, database: str, log: Path) -> Running:
    """Starts the process and does not wait for it."""
    database_options = ["--database", database] if contender.storage else []
    with log.open("ab") as said:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            f"tests.bench.contenders.{contender.module}",
            *contender.options,
            *database_options,
            api.url,
            stdout=said,
            stderr=said,
        )
    return Running(process)


@asynccontextmanager
async def at_work(contender: Contender, api: Api, database: str, log: Path) -> AsyncIterator[Running]:
    """A contender that has asked for its first update."""
    polls = (await api.progress())["polls"]
    running = await start(contender, api, database, log)
    try:
        async with asyncio.timeout(START_SECONDS):
            while (await api.progress())["polls"] == polls:  # noqa: ASYNC110 (another process does it)
                await asyncio.sleep(0.02)
        yield running
    finally:
        await running.stop()
