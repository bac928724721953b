"""What counts for indicator 23, and what does not."""

from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace
from sqlalchemy import delete, func, select, update

from bot.running import prepare
from programme.model import Programme
from rules.access import Role
from storage import design_questions as questions
from storage import erasing, experiments, memberships
from storage.connection import Connection
from storage.database import Database
from storage.indicator import as_of, indicator, keep
from storage.tables import design_questions, indicator_days, outside_participants, people, practices
from storage.tables import experiments as tried
from tests.once import PROGRAMME
from tests.storage.population import NOW, experiments_in, member, practice

DAY = date(2026, 12, 1)


async def outside(connection: Connection, slug: str, organisation: str | None, number: int) -> None:
    row = {"practice_id": await practice(connection, slug), "organisation": organisation, "number": number}
    await connection.execute(outside_participants.insert().values(row))


async def participant(connection: Connection, address: int, organisation: str | None = None) -> int:
    viewer = await member(connection, address, Role.PARTICIPANT)
    await memberships.say_organisation(connection, viewer.memberships[0].id, organisation, NOW)
    return viewer.person_id


async def test_an_empty_programme_has_its_practices(database: Database) -> None:
    async with database.read() as connection:
        found = await indicator(connection)
    assert (found.practices, found.participants, found.design_questions, found.experiments) == (11, 0, 0, 0)
    assert set(found.by_practice.values()) == {0}


async def test_participants_of_the_bot_and_outside_it_add_up(database: Database) -> None:
    async with database.write() as connection:
        await participant(connection, 1, "municipality")
        await participant(connection, 2)
        await outside(connection, "zwolle", "municipality", 3)
        await outside(connection, "ede", "welfare", 2)
        await outside(connection, "ede", None, 4)
        found = await indicator(connection)
        zwolle, ede = await practice(connection), await practice(connection, "ede")
    assert found.participants == 11
    assert found.organisations == {"municipality": 4, "welfare": 2}
    assert found.organisation_known == 6
    assert {found.by_practice[zwolle], found.by_practice[ede]} == {5, 6}


async def test_caregivers_and_who_left_and_test_persons_do_not_count(database: Database) -> None:
    async with database.write() as connection:
        await member(connection, 1, Role.CAREGIVER)
        await memberships.stop_answering(connection, await participant(connection, 2, "welfare"), NOW)
        tester = await participant(connection, 3, "welfare")
        await connection.execute(update(people).where(people.c.id == tester).values(is_test=True))
        found = await indicator(connection)
    assert (found.participants, found.organisations) == (0, {})


async def test_experiments_count_by_their_last_status_also_when_they_or_their_question_ended(
    database: Database,
) -> None:
    async with database.write() as connection:
        first, second, _ = await experiments_in(connection, "Huiskamer", "Belkaart", "Weekplan")
        reporter = await participant(connection, 1)
        await experiments.report(connection, first, reporter, "busy", NOW)
        await experiments.report(connection, second, reporter, "busy", NOW)
        found = await indicator(connection)
        assert (found.design_questions, found.experiments_by_status) == (1, {"busy": 2, None: 1})
        assert (found.experiments, found.running) == (3, 3)
        await connection.execute(update(tried).where(tried.c.id == first).values(ended_at=NOW))
        assert replace(await indicator(connection), running=3) == found
        await connection.execute(update(design_questions).values(ended_at=NOW))
        assert await indicator(connection) == replace(found, running=0)


async def test_a_design_question_that_was_only_written_down_is_not_started(database: Database) -> None:
    async with database.write() as connection:
        await questions.write_down(connection, await practice(connection), "Wat helpt?", NOW)
        assert (await indicator(connection)).design_questions == 0


async def test_the_counts_of_a_day_stay_what_they_were(database: Database) -> None:
    """Also after an erasure, an experiment that goes on and a practice that closes; and days alike take one row."""
    async with database.write() as connection:
        (first,) = await experiments_in(connection, "Huiskamer")
        leaving = await participant(connection, 1, "welfare")
        assert await as_of(connection, DAY) is None
        for passed in (0, 1, 1, 5):
            await keep(connection, DAY + timedelta(days=passed))
        then = await indicator(connection)
        await erasing.erase(connection, leaving, NOW)
        await experiments.set_status(connection, first, "done", NOW)
        await keep(connection, DAY + timedelta(days=8))
        await keep(connection, DAY)  # a day that is over is not told anew
        for passed in range(6):
            assert await as_of(connection, DAY + timedelta(days=passed)) == then
        now = await as_of(connection, DAY + timedelta(days=400))
        assert now == await indicator(connection)
        assert now
        assert (now.participants, now.experiments_by_status, now.organisations) == (0, {"done": 1}, {})
        assert await connection.scalar(select(func.count()).select_from(indicator_days)) == 2


async def test_a_day_that_is_not_kept_yet_is_told_as_it_will_be(database: Database) -> None:
    """After an outage somebody asks before the first tick: of the days without the bot it says what that tick keeps."""
    async with database.write() as connection:
        (first,) = await experiments_in(connection, "Huiskamer")
        await keep(connection, DAY)
        await experiments.set_status(connection, first, "done", NOW)
        days = [DAY + timedelta(days=passed) for passed in range(4)]
        asked = [await as_of(connection, day) for day in days]
        await keep(connection, days[-1])
        assert asked == [await as_of(connection, day) for day in days]
        assert asked[0] != asked[1]


async def test_what_a_start_changes_is_of_the_day_of_the_start(database: Database) -> None:
    """A file with another practice, put in place while the bot was away, changes none of the days without it."""
    file = PROGRAMME.model_dump(mode="json")
    file["practices"].append({**file["practices"][0], "slug": "urk", "name": "Urk"})
    async with database.write() as connection:
        await keep(connection, DAY)
        before = await as_of(connection, DAY)
    up = datetime(2026, 12, 5, 9, tzinfo=UTC)
    await prepare(database, Programme.model_validate(file), lambda: up)
    async with database.write() as connection:
        await keep(connection, up.date())
        days = [await as_of(connection, DAY + timedelta(days=passed)) for passed in range(5)]
        await connection.execute(delete(practices).where(practices.c.slug == "urk"))  # the fixture keeps the practices
    assert days[:4] == [before] * 4
    assert before
    assert days[4] == replace(before, practices=12, by_practice=days[4].by_practice if days[4] else {})


async def test_a_closed_practice_counts_while_it_has_something(database: Database) -> None:
    async with database.write() as connection:
        await outside(connection, "ede", None, 1)
        await connection.execute(update(practices).where(practices.c.slug.in_(["ede", "leiden"])).values(closed_at=NOW))
        found = await indicator(connection)
        assert found.practices == 10
        assert found.by_practice[await practice(connection, "ede")] == 1
        await connection.execute(update(practices).values(closed_at=None))  # the fixture keeps the practices
