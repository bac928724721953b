"""The owner is told once, by whichever process looks first."""

from datetime import timedelta

import pytest

from storage import alarms
from storage.database import Database
from tests.storage.population import NOW, SECOND

EVERY = timedelta(hours=6)


@pytest.mark.parametrize("apart", [timedelta(milliseconds=-5), -2 * SECOND, timedelta(), 2 * SECOND])
async def test_two_processes_tell_it_once_whosever_clock_is_behind(
    database: Database, replica: Database, apart: timedelta
) -> None:
    async with database.write() as connection:
        assert await alarms.claim(connection, "a disk is full", NOW, EVERY)
    async with replica.write() as connection:
        assert not await alarms.claim(connection, "a disk is full", NOW + apart, EVERY)


async def test_told_by_a_clock_that_was_an_hour_ahead_is_told_again(database: Database) -> None:
    async with database.write() as connection:
        assert await alarms.claim(connection, "a disk is full", NOW + timedelta(hours=1), EVERY)
        assert await alarms.claim(connection, "a disk is full", NOW, EVERY)
        assert not await alarms.claim(connection, "a disk is full", NOW + EVERY - SECOND, EVERY)
        assert await alarms.claim(connection, "a disk is full", NOW + EVERY, EVERY)
