"""A round opens once and closes once, whoever comes first, and what it froze stays as it was."""

import asyncio
from datetime import timedelta

from sqlalchemy import select, update

from rules.access import Role
from rules.check_in import Given, find
from scheduler import round_control
from storage import answers, check_ins, eligible, experiments, figures, memberships, people, practices, rounds
from storage.connection import Connection
from storage.database import Database
from storage.tables import check_ins as check_in_table
from storage.tables import experiments as experiment_table
from storage.tables import outbox, snapshots
from tests.once import PROGRAMME
from tests.storage.population import (
    MINIMUM_GROUP,
    NOW,
    SLOT,
    experiments_in,
    member,
    open_round,
    open_rounds,
    opening,
    practice,
)

ANNEKE, BRAM, ELS = 1, 2, 3
TWO_WEEKS = timedelta(weeks=2)


async def close(connection: Connection, round_id: int) -> list[int]:
    return await round_control.close_rounds(connection, [round_id], PROGRAMME, MINIMUM_GROUP, NOW + timedelta(days=6))


async def test_a_round_opens_once_when_many_open_it_at_once(database: Database, replica: Database) -> None:
    async with database.write() as connection:
        known = [one.id for one in await practices.every(connection)]
        for address, one in enumerate(await practices.every(connection)):
            await member(connection, address, Role.CAREGIVER, slug=one.slug)

    async def open_all(place: Database) -> list[int]:
        async with place.write() as connection:
            return await open_rounds(connection, known)

    opened = await asyncio.gather(*(open_all(place) for place in [database, replica] * 5))
    assert sum(map(len, opened)) == len(known)
    async with database.read() as connection:
        said = await connection.scalars(select(outbox.c.dedupe_key))
        asked = await connection.scalars(select(check_in_table.c.id))
        assert sorted(said) == sorted(f"check_in:{key}:open" for key in asked)
        assert {(await rounds.open_in(connection, key)) is not None for key in known} == {True}


async def test_a_round_closes_once_when_many_close_it_at_once(database: Database, replica: Database) -> None:
    async with database.write() as connection:
        await member(connection, ANNEKE, Role.CAREGIVER)
        opened = await open_round(connection)

    async def close_it(place: Database) -> list[int]:
        async with place.write() as connection:
            return await close(connection, opened)

    closed = await asyncio.gather(*(close_it(place) for place in [database, replica] * 3))
    assert [one for one in closed if one] == [[opened]]


async def test_who_is_asked_is_settled_at_the_opening(database: Database) -> None:
    async with database.write() as connection:
        anneke = await member(connection, ANNEKE, Role.CAREGIVER)
        els = await member(connection, ELS, Role.CAREGIVER, Role.PARTICIPANT)
        opened = await open_round(connection)
        await member(connection, BRAM, Role.CAREGIVER)
        await memberships.stop_answering(connection, els.person_id, NOW)
        await people.stop(connection, anneke.person_id, NOW)
        asked = (await figures.response(connection, [opened]))[opened]
    assert {role: response.eligible for role, response in asked.items()} == {"caregiver": 2, "participant": 1}


async def test_nobody_is_asked_who_did_not_finish_or_left_or_stopped_or_is_gone(database: Database) -> None:
    async with database.write() as connection:
        anneke = await member(connection, ANNEKE, Role.CAREGIVER)
        stopped, lost, unfinished, left = [await member(connection, n, Role.CAREGIVER) for n in range(11, 15)]
        await people.stop(connection, stopped.person_id, NOW)
        await people.lose(connection, lost.person_id, NOW)
        await memberships.stop_answering(connection, unfinished.person_id, NOW)
        await memberships.begin(connection, unfinished.person_id, await practice(connection), Role.CAREGIVER, NOW)
        await memberships.leave(connection, left.memberships[0].id, NOW)
        await member(connection, 20, Role.COORDINATOR)
        await member(connection, 21, Role.CAREGIVER, slug="ede")
        assert await eligible.count(connection, await practice(connection), (Role.CAREGIVER,), NOW) == 1
        await open_round(connection)
        assert list(await connection.scalars(select(check_in_table.c.person_id))) == [anneke.person_id]


async def bundle(connection: Connection, person_id: int) -> list[str]:
    check_in = await check_ins.open_of(connection, person_id, PROGRAMME)
    assert check_in is not None
    return list(check_in.experiments.values())


async def test_a_participant_reports_on_their_experiments_least_recently_reported_first(
    database: Database,
) -> None:
    async with database.write() as connection:
        bram = await member(connection, BRAM, Role.PARTICIPANT)
        made = await experiments_in(connection, "a", "b", "c", "d", "e", "ended", "not mine")
        for experiment_id in made[:6]:
            await experiments.toggle(connection, bram.memberships[0].id, experiment_id)
        for days_ago, experiment_id in ((1, made[0]), (5, made[1]), (3, made[2])):
            await experiments.report(connection, experiment_id, bram.person_id, "busy", NOW - timedelta(days=days_ago))
        await connection.execute(update(experiment_table).where(experiment_table.c.id == made[5]).values(ended_at=NOW))
        first = await open_round(connection)
        assert await bundle(connection, bram.person_id) == ["d", "e", "b", "c", "a"]
        for experiment_id in (made[3], made[4], made[1]):
            await experiments.report(connection, experiment_id, bram.person_id, "busy", NOW)
        await close(connection, first)
        await open_round(connection, slot_on=SLOT + TWO_WEEKS, at=NOW + TWO_WEEKS)
        assert await bundle(connection, bram.person_id) == ["c", "a", "b", "d", "e"]


async def test_of_more_than_twelve_experiments_the_one_reported_last_has_to_wait(database: Database) -> None:
    titles = [f"number {number:02}" for number in range(13)]
    async with database.write() as connection:
        bram = await member(connection, BRAM, Role.PARTICIPANT)
        made = await experiments_in(connection, *titles)
        for days_ago, experiment_id in enumerate(reversed(made), start=1):
            await experiments.toggle(connection, bram.memberships[0].id, experiment_id)
            await experiments.report(connection, experiment_id, bram.person_id, "busy", NOW - timedelta(days=days_ago))
        await open_round(connection)
        assert await bundle(connection, bram.person_id) == titles[:12]


async def test_an_experiment_of_a_colleague_does_not_wait_for_me(database: Database) -> None:
    """Least recently reported counts for each person: the same experiment may be asked of both."""
    async with database.write() as connection:
        bram = await member(connection, BRAM, Role.PARTICIPANT)
        els = await member(connection, ELS, Role.PARTICIPANT)
        made = await experiments_in(connection, "a", "b")
        for viewer in (bram, els):
            for experiment_id in made:
                await experiments.toggle(connection, viewer.memberships[0].id, experiment_id)
        await experiments.report(connection, made[0], bram.person_id, "busy", NOW)
        await open_round(connection)
        assert await bundle(connection, bram.person_id) == ["b", "a"]
        assert await bundle(connection, els.person_id) == ["a", "b"]


async def test_a_slot_meets_a_round_still_open_and_is_skipped(database: Database) -> None:
    async with database.write() as connection:
        await member(connection, ANNEKE, Role.CAREGIVER)
        by_hand = await open_round(connection, slot_on=None)
        assert await open_rounds(connection, [await practice(connection)]) == []
        skipped = await rounds.newest(connection, await practice(connection))
        assert skipped is not None
        assert (skipped.state, skipped.slot_on, skipped.number, skipped.reason) == (
            "skipped",
            SLOT,
            None,
            "already_open",
        )
        await close(connection, by_hand)
        assert await rounds.without_slot(connection, [await practice(connection)], SLOT) == []


async def test_a_slot_with_nobody_to_ask_is_skipped_and_takes_no_number(database: Database) -> None:
    async with database.write() as connection:
        assert await open_rounds(connection, [await practice(connection)]) == []
        skipped = await rounds.newest(connection, await practice(connection))
        assert skipped is not None
        assert (skipped.state, skipped.slot_on, skipped.number, skipped.reason) == ("skipped", SLOT, None, "nobody")
        await member(connection, ANNEKE, Role.CAREGIVER)
        opened = await rounds.get(connection, await open_round(connection, slot_on=SLOT + TWO_WEEKS))
        assert opened is not None
        assert opened.number == 1


async def test_a_skipped_slot_never_opens_afterwards(database: Database) -> None:
    async with database.write() as connection:
        await member(connection, ANNEKE, Role.CAREGIVER)
        zwolle = await practice(connection)
        await rounds.skip(connection, [opening(zwolle)], "late")
        await rounds.skip(connection, [opening(zwolle)], "late")
        assert await open_rounds(connection, [zwolle]) == []
        assert await rounds.last_slots(connection, [zwolle]) == {zwolle: SLOT}
        assert await rounds.open_in(connection, zwolle) is None


async def test_rounds_of_a_practice_are_numbered_without_gaps(database: Database) -> None:
    async with database.write() as connection:
        await member(connection, ANNEKE, Role.CAREGIVER)
        await member(connection, BRAM, Role.CAREGIVER, slug="ede")
        for slot_on in (SLOT, None, SLOT + TWO_WEEKS):
            await close(connection, await open_round(connection, slot_on=slot_on))
        await open_round(connection, slug="ede")
        closed = await rounds.closed_in(connection, await practice(connection))
        assert [one.number for one in closed] == [3, 2, 1]
        ede = await rounds.open_in(connection, await practice(connection, "ede"))
        assert ede is not None
        assert ede.number == 1


async def test_only_an_open_round_whose_time_is_over_is_due_to_close(database: Database) -> None:
    async with database.write() as connection:
        await member(connection, ANNEKE, Role.CAREGIVER)
        opened = await open_round(connection)
        closes_at = opening(1).closes_at
        assert await rounds.due_to_close(connection, closes_at - timedelta(seconds=1)) == []
        assert [one.id for one in await rounds.due_to_close(connection, closes_at)] == [opened]
        await close(connection, opened)
        assert await rounds.due_to_close(connection, closes_at) == []


async def test_a_snapshot_stays_as_it_was(database: Database) -> None:
    """Whatever happens to answers and people afterwards."""
    async with database.write() as connection:
        anneke = await member(connection, ANNEKE, Role.CAREGIVER)
        opened = await open_round(connection)
        check_in = await check_ins.open_of(connection, anneke.person_id, PROGRAMME)
        assert check_in is not None
        step = find(check_in.steps, "samen")
        assert step is not None
        await answers.write(connection, check_in, step, Given("4"), NOW)
        await close(connection, opened)
        frozen = await figures.snapshot(connection, opened)
        await answers.write(connection, check_in, step, Given(), NOW)
        await figures.freeze(connection, [opened], NOW)
        assert await figures.snapshot(connection, opened) == frozen
        await people.erase(connection, anneke.person_id)
        assert await figures.snapshot(connection, opened) == frozen
        assert frozen is not None
        assert frozen.response["caregiver"].answered == 1
        assert len((await connection.execute(select(snapshots))).all()) == 1
