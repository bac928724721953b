"""Closed rounds of all practices: the last ones of each, and those of a period."""

from datetime import timedelta

from rules.access import Role
from scheduler import round_control
from storage import closed_rounds, export_rows
from storage.connection import Connection
from storage.database import Database
from tests.once import PROGRAMME
from tests.storage.population import MINIMUM_GROUP, NOW, SLOT, member, open_round, practice

WEEK = timedelta(weeks=1)


async def held(connection: Connection, week: int, slug: str = "zwolle") -> None:
    """A round that opened in that week, and closed six days later."""
    at = NOW + week * WEEK
    opened = await open_round(connection, slug, SLOT + week * WEEK, at)
    await round_control.close_rounds(connection, [opened], PROGRAMME, MINIMUM_GROUP, at + timedelta(days=6))


async def test_the_last_rounds_of_each_practice_are_found_by_their_own_numbers(database: Database) -> None:
    async with database.write() as connection:
        await member(connection, 1, Role.CAREGIVER)
        await member(connection, 2, Role.CAREGIVER, slug="ede")
        for week in range(3):
            await held(connection, week)
        await held(connection, 2, "ede")
        await open_round(connection, slot_on=SLOT + 3 * WEEK, at=NOW + 3 * WEEK)
        found = await closed_rounds.last(connection, 2)
        zwolle, ede = await practice(connection), await practice(connection, "ede")
    days = {key: [one.day for one in found if one.practice_id == key] for key in (zwolle, ede)}
    assert days == {zwolle: [SLOT + WEEK, SLOT + 2 * WEEK], ede: [SLOT + 2 * WEEK]}
    assert found[0].figures.response["caregiver"].eligible == 1


async def test_a_round_belongs_to_the_period_in_which_it_closed(database: Database) -> None:
    async with database.write() as connection:
        await member(connection, 1, Role.CAREGIVER)
        for week in range(3):
            await held(connection, week)
        closed = NOW + WEEK + timedelta(days=6)
        assert [one.day for one in await closed_rounds.closed_from(connection, closed, closed + WEEK)] == [SLOT + WEEK]
        assert await closed_rounds.closed_from(connection, closed + timedelta(seconds=1), closed + WEEK) == []
        assert sorted(await closed_rounds.closing_times(connection)) == [closed - WEEK, closed, closed + WEEK]


async def test_closed_late_it_belongs_to_the_period_in_which_it_was_over(database: Database) -> None:
    """The bot was away when its time was over: made again, a report on the time before is the same."""
    over = NOW + timedelta(days=6)
    async with database.write() as connection:
        await member(connection, 1, Role.CAREGIVER)
        opened = await open_round(connection)
        await round_control.close_rounds(connection, [opened], PROGRAMME, MINIMUM_GROUP, over + 3 * WEEK)
        assert await closed_rounds.closing_times(connection) == [over]
        assert len(await closed_rounds.closed_from(connection, NOW, over + timedelta(seconds=1))) == 1
        assert not await closed_rounds.closed_from(connection, over + WEEK, over + 4 * WEEK)
        (exported,) = await export_rows.closed_rounds(connection, None, None)
    assert exported.over_at == over
