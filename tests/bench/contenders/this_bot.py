"""This bot, the whole way: inbox, effect, outbox, answer and edit, every step durable."""

import asyncio
from datetime import datetime
from typing import Annotated

import typer

from bot import logs
from bot.running import run_until_signal, tick_now
from bot.settings import Settings
from bot.wiring import Clock, Wiring, real_time, wire
from delivery.rate_limit import RateLimiter
from tests.bench.phones import TOKEN
from tests.bench.population import NOON

MINUTE = 60.0


def clock_at(begins: datetime, speed: float) -> Clock:
    """A clock that starts at this moment, and runs so many times too fast."""
    started_at = real_time()

    def clock() -> datetime:
        return begins + (real_time() - started_at) * speed

    return clock


async def _tick_along(wiring: Wiring, speed: float) -> None:
    """The ticks of every minute of a clock that runs too fast for the real timer."""
    while speed > 1:
        await asyncio.sleep(MINUTE / speed)
        await tick_now(wiring)


async def run(api: str, database: str, rate_limiter: RateLimiter | None, clock: Clock, speed: float) -> None:
    settings = Settings(_env_file=None, bot_token=TOKEN, bot_api_url=api, database_url=database)
    wiring = wire(settings, clock, rate_limiter)
    ticking = asyncio.create_task(_tick_along(wiring, speed))
    await run_until_signal(wiring)
    ticking.cancel()


def main(
    api: str,
    database: Annotated[str, typer.Option()],
    unlimited: Annotated[bool, typer.Option()] = False,
    speed: Annotated[float, typer.Option()] = 1.0,
    begins: Annotated[str, typer.Option(help="What its clock says at the start.")] = NOON.isoformat(),
) -> None:
    logs.set_up("INFO")
    clock = clock_at(datetime.fromisoformat(begins), speed)
    asyncio.run(run(api, database, RateLimiter(1e6, 1e6) if unlimited else None, clock, speed))


if __name__ == "__main__":
    typer.run(main)
