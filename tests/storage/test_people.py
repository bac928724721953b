"""Who somebody is stands in one place, and goes from every place at once."""

import asyncio
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from rules.access import ANSWERING, Role
from rules.address import Address
from rules.check_in import Given, find
from rules.payloads.help import Help
from storage import answers, check_ins, experiments, invitations, outbox, people
from storage.connection import Connection
from storage.database import Database
from storage.tables import metadata
from storage.tables import outbox as outbox_table
from tests.once import PROGRAMME
from tests.storage.population import NOW, SECOND, experiments_in, member, open_round, practice

ANNEKE, BRAM = 8_123_456_789, 8_123_456_790  # beyond 32 bits, as Telegram's ids are
CANARY = "kanarie-in-de-keuken"
#: Where each of two people has as much as the other.
PERSONAL = {"people", "memberships", "experiment_members", "check_ins", "check_in_experiments", "answers", "outbox"}


async def test_whoever_is_met_twice_at_once_is_one_person(database: Database, replica: Database) -> None:
    async def meet(place: Database) -> int:
        async with place.write() as connection:
            return (await people.meet(connection, Address(ANNEKE), "nl", NOW)).person_id

    assert len(set(await asyncio.gather(meet(database), meet(replica), meet(database)))) == 1


async def test_somebody_never_met_is_nobody(database: Database) -> None:
    async with database.read() as connection:
        assert await people.viewer(connection, Address(ANNEKE)) is None
        assert await people.viewer_by_id(connection, 1) is None


async def test_a_person_goes_by_a_random_number(database: Database) -> None:
    async with database.write() as connection:
        anneke = await people.meet(connection, Address(ANNEKE), "nl", NOW)
        bram = await people.meet(connection, Address(BRAM), "nl", NOW)
    assert len({anneke.person_id, bram.person_id, ANNEKE, BRAM}) == 4
    assert abs(anneke.person_id - bram.person_id) > 1


async def test_somebody_lost_stopped_or_back_again_is_seen_as_such(database: Database) -> None:
    async with database.write() as connection:
        person_id = (await people.meet(connection, Address(ANNEKE), "nl", NOW)).person_id

        async def seen() -> tuple[bool, bool]:
            viewer = await people.viewer_by_id(connection, person_id)
            assert viewer is not None
            return viewer.unreachable, viewer.stopped

        await people.lose(connection, person_id, NOW)
        assert await seen() == (True, False)
        await people.stop(connection, person_id, NOW)
        assert await seen() == (True, True)
        await people.reach(connection, person_id)
        assert await seen() == (False, True)
        await people.welcome_back(connection, person_id, NOW)
        assert await seen() == (False, False)


async def test_whoever_stops_or_is_lost_hears_nothing_that_was_still_waiting(database: Database) -> None:
    async with database.write() as connection:
        for address, goes in ((ANNEKE, people.stop), (BRAM, people.lose)):
            person_id = (await people.meet(connection, Address(address), "nl", NOW)).person_id
            await outbox.add(connection, Help(), now=NOW, person_id=person_id)
            await outbox.add(connection, Help(), now=NOW, person_id=person_id, due_at=NOW + SECOND)
            await goes(connection, person_id, NOW)
        assert set((await connection.scalars(select(outbox_table.c.state))).all()) == {"cancelled"}


async def test_erasing_removes_everything_of_a_person_and_nothing_of_anybody_else(database: Database) -> None:
    async with database.write() as connection:
        experiment_ids = await experiments_in(connection, "Logeerhuis")
        anneke = await _at_home(connection, ANNEKE, experiment_ids)
        bram = await _at_home(connection, BRAM, experiment_ids)
        await open_round(connection)
        await _answer(connection, anneke)
        await _answer(connection, bram)
        before = await contents(connection)
        await people.erase(connection, anneke)
        after = await contents(connection)
    assert rows_about(anneke, ANNEKE, before)
    assert rows_about(anneke, ANNEKE, after) == []
    assert rows_about(bram, BRAM, after) == rows_about(bram, BRAM, before)
    assert {name for name in before if before[name] and len(before[name]) == 2 * len(after[name])} == PERSONAL
    assert [row["text"] for row in after["answers"]] == [CANARY]
    assert [row["status"] for row in after["experiments"]] == ["busy"]  # about the experiment, not about a person
    assert [row["created_by"] for row in after["invitations"]] == [None, bram]


def test_whatever_points_to_somebody_lets_go_when_they_are_erased() -> None:
    """Also tables that come later: what hangs on a person goes with it, or forgets who it was."""
    held = [key.target_fullname for table in metadata.sorted_tables for key in table.foreign_keys if not key.ondelete]
    assert held == []


async def contents(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for table in metadata.sorted_tables:
        rows = (await connection.execute(select(table).order_by(*table.primary_key))).mappings()
        found[table.name] = [dict(row) for row in rows]
    return found


def rows_about(person_id: int, address: int, found: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    rows = (row for table in found.values() for row in table)
    return [row for row in rows if any(value in (person_id, address) for value in row.values())]


async def _at_home(connection: Connection, address: int, experiment_ids: Sequence[int]) -> int:
    """Somebody with everything a person can have."""
    viewer = await member(connection, address, *ANSWERING, Role.COORDINATOR)
    participant = next(m for m in viewer.memberships if m.role is Role.PARTICIPANT)
    for experiment_id in experiment_ids:
        await experiments.toggle(connection, participant.id, experiment_id)
    await invitations.create(connection, Role.CAREGIVER, await practice(connection), NOW, created_by=viewer.person_id)
    return viewer.person_id


async def _answer(connection: Connection, person_id: int) -> None:
    check_in = await check_ins.open_of(connection, person_id, PROGRAMME)
    assert check_in is not None
    remark = find(check_in.steps, "remark")
    assert remark is not None
    await answers.write(connection, check_in, remark, Given(text=CANARY), NOW, {5: CANARY})
    for experiment_id in check_in.experiments:
        await experiments.report(connection, experiment_id, person_id, "busy", NOW)
