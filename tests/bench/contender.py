"""A contender: a bot in a process of its own, and what that process uses."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench.api import Api
from tests.bench.phones import TOKEN

START_SECONDS = 30.0
STOP_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Contender:
    """How to start it. storage: the kind of database it needs, "" for none."""

    name: str
    module: str
    options: tuple[str, ...] = ()
    storage: str = ""

    def command(self, api: str, database: str) -> list[str]:
        """The arguments for Python."""
        where = ["--database", database] if database else []
        return ["-m", f"tests.bench.contenders.{self.module}", *self.options, *where, api]


@dataclass(frozen=True, slots=True)
class Shipped(Contender):
    """This bot exactly as its owner starts it; api and database come from the environment."""

    def command(self, api: str, database: str) -> list[str]:
        return ["-m", self.module, *self.options]


UNLIMITED = ("--unlimited",)

THIS_SQLITE = Contender("this bot, SQLite", "this_bot", UNLIMITED, "sqlite")
THIS_POSTGRESQL = Contender("this bot, PostgreSQL", "this_bot", UNLIMITED, "postgresql")
PACED = Contender("this bot", "this_bot", storage="sqlite")
SHIPPED = Shipped("this bot", "bot", ("run",), "sqlite")
WITHOUT_STORAGE = Contender("this bot, storage switched off", "without_storage")
ON_OUR_TRANSPORT = Contender("python-telegram-bot on our transport", "on_our_transport")
PTB = Contender("python-telegram-bot", "ptb")
PTB_256 = Contender("python-telegram-bot, 256 side by side", "ptb", ("--side-by-side", "256"))
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
    settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": api.url, "DATABASE_URL": database}
    with log.open("ab") as said:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *contender.command(api.url, database), stdout=said, stderr=said, env=os.environ | settings
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
