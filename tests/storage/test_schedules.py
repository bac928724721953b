"""The managers' schedule, in the place of the programme file's."""

from datetime import timedelta

from programme.schedule import Schedule
from storage import schedules
from storage.database import Database
from tests.once import PROGRAMME
from tests.storage.population import NOW, SLOT

FILE = PROGRAMME.schedule
OWN = Schedule(first_on=SLOT, every_weeks=3, open_days=9, reminders=2, remind_after_days=3)


async def test_the_file_counts_until_a_manager_set_another(database: Database) -> None:
    async with database.write() as connection:
        assert await schedules.in_force(connection, FILE) == FILE
        await schedules.put(connection, OWN, NOW)
        assert await schedules.in_force(connection, FILE) == OWN


async def test_the_newest_counts_and_the_time_zone_is_always_the_files(database: Database) -> None:
    later = OWN.model_copy(update={"first_on": SLOT + timedelta(days=2), "timezone": "Asia/Tokyo"})
    async with database.write() as connection:
        await schedules.put(connection, OWN, NOW)
        await schedules.put(connection, later, NOW)
        found = await schedules.in_force(connection, FILE)
    assert found == later.model_copy(update={"timezone": FILE.timezone})
