"""A real process whose time of day is set back while it runs, by Debian's libfaketime: its ticks go on."""

import asyncio
import json
import os
from datetime import UTC, datetime, timedelta
from glob import glob
from pathlib import Path

import pytest
from sqlalchemy import select

from simulator.clock import Clock
from simulator.phone import Telegram
from storage.database import Database
from storage.tables import replicas
from tests.operations.owner import Owner
from tests.running_bot import TOKEN, USERNAME, on_sqlite

LIBRARY = next(iter(glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), "")
HOUR = timedelta(hours=1)
#: Longer than a minute, with a tick of its own.
PATIENCE = 75.0

pytestmark = [
    pytest.mark.over_http,
    pytest.mark.slow,
    pytest.mark.skipif(not LIBRARY, reason="needs Debian's package libfaketime"),
]


class TimeOfDay:
    """What a process takes for the time of day; steady seconds stay as they are."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.is_ahead(timedelta())

    def is_ahead(self, by: timedelta) -> None:
        beside = self.file.with_suffix(".new")
        beside.write_text(f"{by.total_seconds():+.0f}\n")
        os.replace(beside, self.file)

    @property
    def settings(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": LIBRARY,
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }


@pytest.fixture
def time_of_day(tmp_path: Path) -> TimeOfDay:
    return TimeOfDay(tmp_path / "ahead")


async def ticked_at(database: Database) -> datetime | None:
    """When a process last ticked, by its own clock."""
    async with database.read() as connection:
        seen: datetime | None = await connection.scalar(select(replicas.c.seen_at))
    return seen


async def ticks_about(database: Database, ahead: timedelta) -> None:
    """Waits for a tick with a clock that is so much ahead."""
    async with asyncio.timeout(PATIENCE):
        while True:
            seen = await ticked_at(database)
            if seen and abs(seen - (datetime.now(UTC) + ahead)) < timedelta(minutes=2):
                return
            await asyncio.sleep(0.2)


@on_sqlite
async def test_a_process_whose_clock_is_set_back_an_hour_and_put_right_ticks_on(
    telegram: Telegram, clock: Clock, database_url: str, tmp_path: Path, time_of_day: TimeOfDay
) -> None:
    clock.run()
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    owner = Owner(
        tmp_path, bot_token=TOKEN, bot_api_url=telegram.url, database_url=database_url, **time_of_day.settings
    )
    database = Database(database_url)
    async with owner.runs() as running:
        await running.says("started")
        for ahead in (-HOUR, timedelta()):
            time_of_day.is_ahead(ahead)
            await ticks_about(database, ahead)
        running.is_asked_to_stop()
        assert await running.ends() == 0
    assert not [line for line in running.log if json.loads(line)["level"] in ("error", "critical")]
    await database.close()
