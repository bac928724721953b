"""The real bot in a process of its own: as `mantelzorg-bot run` starts it, but with shorter waits and a clock to move.

Nothing in the bot knows of this. The composition root takes a clock and a pace as arguments; the waits are constants,
shortened here before anything is wired.
"""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

from bot import logs, receiver, retry, running, transport
from bot.settings import Settings
from bot.wiring import wire
from delivery import recording
from delivery.rate_limit import RateLimiter
from storage import broadcast_lease, sending
from tests.chaos.broken import BROKEN


@dataclass(frozen=True, slots=True)
class Waits:
    """How long the bot waits, in seconds: what takes a minute in life takes a moment here."""

    lease: float = 10.0
    doubt: float = 7.0
    answer: float = 1.0
    long_poll: int = 5
    pause: float = 1.0
    refused: float = 2.0
    tick: float = 0.5
    per_second: float = 1_000.0
    burst: float = 64


@dataclass(frozen=True, slots=True)
class Orders:
    """Everything a bot process is told. `ahead`: a file with the seconds its clock is ahead of the real one."""

    settings: dict[str, Any]
    ahead: Path
    log: Path
    waits: Waits = field(default_factory=Waits)
    broken: str | None = None


def work(orders: Orders) -> None:
    """Works until SIGTERM, or until it is killed."""
    with orders.log.open("a") as log:
        os.dup2(log.fileno(), 2)
    logs.set_up("INFO")
    _shorten(orders.waits)
    rate_limiter = RateLimiter(orders.waits.per_second, orders.waits.burst)
    wiring = wire(Settings(_env_file=None, **orders.settings), clock_ahead(orders.ahead), rate_limiter)
    asyncio.run(running.run_until_signal(BROKEN[orders.broken](wiring) if orders.broken else wiring))


def clock_ahead(file: Path) -> Callable[[], datetime]:
    """A clock that is as many seconds ahead as the file says at that moment."""
    return lambda: datetime.now(UTC) + timedelta(seconds=float(file.read_text()))


def _shorten(waits: Waits) -> None:
    sending.LEASE = broadcast_lease.LEASE = timedelta(seconds=waits.lease)
    sending.DOUBT = timedelta(seconds=waits.doubt)
    transport.READ_SECONDS = waits.answer
    receiver.POLL_SECONDS = waits.long_poll
    vars(receiver)["SLACK_SECONDS"] = waits.answer
    retry.LONGEST_PAUSE = waits.pause
    retry.PATIENCE_SECONDS = waits.refused
    recording.LONGEST_BACK_OFF = timedelta(seconds=waits.pause)
    vars(running)["every_minute"] = lambda job, _clock: _every(waits.tick, job)


async def _every(seconds: float, job: Callable[[], Any]) -> NoReturn:
    while True:
        await asyncio.sleep(seconds)
        await job()
