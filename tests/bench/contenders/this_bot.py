"""This bot, the whole way: inbox, effect, outbox, answer and edit, every step durable."""

import asyncio
from datetime import datetime
from typing import Annotated

import typer

from bot import logs
from bot.running import run_until_signal
from bot.settings import Settings
from bot.wiring import real_time, wire
from scheduler.limits import Pace
from tests.bench.phones import TOKEN
from tests.bench.town import NOON


async def run(api: str, database: str, pace: Pace | None) -> None:
    started_at = real_time()

    def clock() -> datetime:
        return NOON + (real_time() - started_at)

    settings = Settings(_env_file=None, bot_token=TOKEN, bot_api_url=api, database_url=database)
    await run_until_signal(wire(settings, clock, pace))


def main(
    api: str, database: Annotated[str, typer.Option()], unlimited: Annotated[bool, typer.Option()] = False
) -> None:
    logs.set_up("INFO")
    asyncio.run(run(api, database, Pace(1e6, 1e6) if unlimited else None))


if __name__ == "__main__":
    typer.run(main)
