"""A real process whose time of day is set back while it runs, by Debian's libfaketime: its ticks go on."""

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
from storage.tables import inbox
from tests.operations.owner import Owner
from tests.operations.patience import until
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
            "FAKETIME_CACHE_DURATION": "1",  # or each look at the clock reads the file
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }


@pytest.fixture
def time_of_day(tmp_path: Path) -> TimeOfDay:
    return TimeOfDay(tmp_path / "ahead")


async def ticks_again(database: Database, number: int) -> None:
    """Waits for a tick to clear away what is long over; a heartbeat alone would not show that it ticks."""
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    over = {"update_id": number, "state": "handled", "received_at": long_ago, "done_at": long_ago}
    async with database.write() as connection:
        await connection.execute(inbox.insert().values(over))
    await until(lambda: _is_cleared(database, number), within=PATIENCE)


async def _is_cleared(database: Database, number: int) -> bool:
    async with database.read() as connection:
        return await connection.scalar(select(inbox.c.update_id).where(inbox.c.update_id == number)) is None


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
        await running.says("started", within=PATIENCE)
        for number, ahead in enumerate((-HOUR, timedelta()), 1):
            time_of_day.is_ahead(ahead)
            await ticks_again(database, number)
        running.is_asked_to_stop()
        assert await running.ends() == 0
    assert not [line for line in running.log if json.loads(line)["level"] in ("error", "critical")]
    await database.close()
