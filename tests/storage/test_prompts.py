"""Who is asked and reminded when, for many people in a few statements; on both databases, with several at once."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from programme.schedule import Schedule
from rules.access import Role
from rules.own_time import TimePreference
from rules.payloads.check_in import CheckInReminder
from scheduler import round_control
from storage import eligible, feedback, people, prompts, rounds
from storage.connection import Connection
from storage.database import Database
from storage.tables import check_ins, outbox
from tests.once import PROGRAMME
from tests.storage.population import MINIMUM_GROUP, NOW, SLOT, member, open_round, practice

SCHEDULE = PROGRAMME.schedule
REMINDED = NOW + timedelta(days=2)
EVENING = NOW + timedelta(hours=6, minutes=45)
TWO_WEEKS = timedelta(weeks=2)


async def said(connection: Connection, kind: str) -> list[tuple[str, datetime | None]]:
    """(state, planned for) of each row of this kind, in order."""
    found = select(outbox.c.state, outbox.c.due_at).where(outbox.c.kind == kind).order_by(outbox.c.id)
    return [(row[0], row[1]) for row in await connection.execute(found)]


async def test_everybody_is_planned_at_their_own_time(database: Database) -> None:
    async with database.write() as connection:
        for address, time_preference in enumerate(
            (TimePreference(), TimePreference("evening"), TimePreference("evening"), TimePreference(None, 3))
        ):
            viewer = await member(connection, address, Role.CAREGIVER)
            await people.set_wish(connection, viewer.person_id, time_preference)
        await open_round(connection)
        assert sorted(await said(connection, "check_in"), key=str) == sorted(
            [("ready", None), ("planned", EVENING), ("planned", EVENING), ("planned", NOW + timedelta(days=1))],
            key=str,
        )


async def remind_all(connection: Connection, schedule: Schedule, now: datetime) -> int:
    found = await prompts.due(connection, now)
    return await prompts.remind_due(connection, found, schedule, now) if found else 0


async def test_a_reminder_is_due_once_however_many_look(database: Database, replica: Database) -> None:
    async with database.write() as connection:
        for address in range(20):
            await member(connection, address, Role.CAREGIVER)
        await open_round(connection)
        finished = select(check_ins.c.id).limit(5).scalar_subquery()
        await connection.execute(update(check_ins).where(check_ins.c.id.in_(finished)).values(finished_at=NOW))

    async def look(place: Database) -> int:
        async with place.write() as connection:
            return await remind_all(connection, SCHEDULE, REMINDED)

    assert sum(await asyncio.gather(*(look(place) for place in [database, replica] * 4))) == 15
    async with database.read() as connection:
        assert await said(connection, CheckInReminder.KIND) == [("ready", None)] * 15
        assert set(await connection.scalars(select(check_ins.c.remind_at))) == {None}


@pytest.mark.parametrize("many", [0, 1, 2, 3])
async def test_count_and_spacing_are_the_schedules(database: Database, many: int) -> None:
    schedule: Schedule = SCHEDULE.model_copy(update={"reminders": many, "remind_after_days": 1})
    async with database.write() as connection:
        await member(connection, 1, Role.CAREGIVER)
        place = await practice(connection)
        window = rounds.Opening(place, SLOT, SLOT, NOW, NOW + timedelta(days=6))
        await round_control.open_rounds(connection, [window], [Role.CAREGIVER], schedule, NOW)
        added = [await remind_all(connection, schedule, NOW + timedelta(days=n)) for n in range(5)]
        assert added == [0, *([1] * many), *([0] * (4 - many))]


@pytest.mark.parametrize("how", ["stop", "lose", "pause"])
async def test_who_wants_or_gets_no_messages_is_not_reminded(database: Database, how: str) -> None:
    async with database.write() as connection:
        viewer = await member(connection, 1, Role.CAREGIVER)
        await open_round(connection)
        if how == "pause":
            await people.pause(connection, viewer.person_id, NOW + TWO_WEEKS, NOW)
        else:
            await getattr(people, how)(connection, viewer.person_id, NOW)
        assert await remind_all(connection, SCHEDULE, REMINDED) == 0
        assert await remind_all(connection, SCHEDULE, REMINDED) == 0


async def test_a_pause_leaves_the_denominator_alone_only_while_it_lasts(database: Database) -> None:
    async with database.write() as connection:
        viewer = await member(connection, 1, Role.CAREGIVER)
        await people.pause(connection, viewer.person_id, NOW + timedelta(days=1), NOW)
        place = await practice(connection)
        assert await eligible.count(connection, place, [Role.CAREGIVER], NOW) == 0
        assert await eligible.count(connection, place, [Role.CAREGIVER], NOW + timedelta(days=1)) == 1


async def test_feedback_goes_out_with_one_opening_and_only_when_approved(database: Database) -> None:
    async with database.write() as connection:
        viewer = await member(connection, 1, Role.CAREGIVER)
        place = await practice(connection)
        first = await open_round(connection)
        await round_control.close_rounds(connection, [first], PROGRAMME, MINIMUM_GROUP, NOW)
        await feedback.DRAFTS.write(connection, place, viewer.person_id, "een", NOW)
        await feedback.DRAFTS.write(connection, place, viewer.person_id, "twee", NOW)
        second = await open_round(connection, slot_on=None, at=NOW + TWO_WEEKS)
        assert await said(connection, "look_back") == []
        assert not await feedback.DRAFTS.approve(connection, place, "een", NOW)
        assert await feedback.DRAFTS.approve(connection, place, "twee", NOW)
        await round_control.close_rounds(connection, [second], PROGRAMME, MINIMUM_GROUP, NOW)
        third = await open_round(connection, slot_on=None, at=NOW + 2 * TWO_WEEKS)
        assert await said(connection, "look_back") == [("ready", None)]
        assert await feedback.of_round(connection, third) == "twee"
        assert await feedback.DRAFTS.waiting(connection, place) is None
        assert not await feedback.DRAFTS.approve(connection, place, "twee", NOW)
