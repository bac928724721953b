"""A contender: a bot in a process of its own, and what that process uses."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import psutil

from tests.bench.api import Api
from tests.bench.phones import TOKEN

START_SECONDS = 30.0
STOP_SECONDS = 15.0


class CannotStart(Exception):
    """A contender does not begin to work: in one line which, and the last thing it said."""


@dataclass(frozen=True, slots=True)
class Contender:
    """How to start it. storage: the kind of database it needs, "" for none. identity_key: what seals it, or ""."""

    name: str
    module: str
    options: tuple[str, ...] = ()
    storage: str = ""
    identity_key: str = ""

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

    @property
    def has_ended(self) -> bool:
        return self._process.returncode is not None

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
    settings |= {"IDENTITY_KEY": contender.identity_key} if contender.identity_key else {}
    settings |= {"PYTHONDONTWRITEBYTECODE": ""}  # what is installed is compiled once, not at every start
    with log.open("ab") as said:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *contender.command(api.url, database), stdout=said, stderr=said, env=os.environ | settings
        )
    return Running(process)


@asynccontextmanager
async def at_work(contender: Contender, api: Api, database: str, log: Path) -> AsyncIterator[Running]:
    """A contender that has asked for its first update."""
    polls, said = (await api.progress())["polls"], size(log)
    running = await start(contender, api, database, log)
    try:
        if not await _polls(api, running, polls):
            raise CannotStart(f"{contender.name} cannot start: {last_line(log, said)}")
        yield running
    finally:
        await running.stop()


async def _polls(api: Api, running: Running, before: int) -> bool:
    """Whether it asks for updates before it ends, or the time is up."""
    give_up_at = monotonic() + START_SECONDS
    while monotonic() < give_up_at and not running.has_ended:
        if (await api.progress())["polls"] > before:
            return True
        await asyncio.sleep(0.02)
    return False


def size(log: Path) -> int:
    return log.stat().st_size if log.exists() else 0


def last_line(log: Path, after: int) -> str:
    """The error it ended with, which may have been told over several lines; else the last thing it said."""
    lines = [line.strip() for line in log.read_bytes()[after:].decode(errors="replace").splitlines() if line.strip()]
    errors = [number for number, line in enumerate(lines) if re.match(r"[\w.]+(Error|Exception): ", line)]
    return " ".join(lines[errors[-1] if errors else -1 :]) or "it said nothing"
