"""What is to be said is said in order, by one sender, and again only when it may not have arrived."""

import asyncio
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from rules.address import Address
from rules.payloads.check_in import CheckInCurrent
from rules.payloads.help import Help
from rules.payloads.notes import Note
from storage import chats, outbox, people, sending
from storage.connection import Connection
from storage.database import Database
from storage.outbox import KEEP, Lane
from storage.sending import APART, DOUBT, LEASE, Row
from storage.tables import outbox as table
from tests.storage.population import NOW, SECOND, on_postgresql

ANNEKE, BRAM, CORRIE = 8_000_000_001, 8_000_000_002, 8_000_000_003


async def person(database: Database, address: int = ANNEKE) -> int:
    async with database.write() as connection:
        return (await people.meet(connection, Address(address), "nl", NOW)).person_id


async def add(database: Database, person_id: int, key: str = "welcome_back", /, **more: Any) -> None:
    async with database.write() as connection:
        await outbox.add(connection, Note(key), now=NOW, person_id=person_id, **more)


async def claim(database: Database, at: datetime = NOW, owner: str = "me", limit: int = 100) -> list[Row]:
    async with database.write() as connection:
        await sending.recover(connection, at)
        return await sending.claim(connection, owner, at, limit, Lane.BROADCAST)


async def say(database: Database, row: Row) -> bool:
    async with database.write() as connection:
        return await sending.settle(connection, row, "me", "sent", NOW)


async def states(database: Database) -> list[str]:
    async with database.read() as connection:
        return list((await connection.scalars(select(table.c.state).order_by(table.c.id))).all())


def keys(rows: list[Row]) -> list[str]:
    return [row.params["key"] for row in rows]


async def test_replies_go_before_reminders_and_reminders_before_what_goes_to_everybody(database: Database) -> None:
    await add(database, await person(database, ANNEKE), "a", lane=Lane.BROADCAST)
    await add(database, await person(database, BRAM), "b", lane=Lane.REMINDER)
    await add(database, await person(database, CORRIE), "c", lane=Lane.INTERACTIVE)
    assert keys(await claim(database, limit=2)) == ["c", "b"]
    assert keys(await claim(database)) == ["a"]


async def test_a_row_carries_what_the_sender_needs(database: Database) -> None:
    anneke = await person(database)
    await add(database, anneke, "tap_a_button", edits=5)
    async with database.write() as connection:
        await outbox.add(connection, CheckInCurrent(7), now=NOW, address=Address(BRAM), language="fr")
    note, question = await claim(database)
    assert (note.kind, note.address, note.edits, note.params) == ("note", ANNEKE, 5, {"key": "tap_a_button"})
    assert (question.subject_id, question.address, question.person_id, question.attempt) == (7, BRAM, None, 1)
    assert (note.language, question.language, question.params) == ("nl", "fr", {})


async def test_one_chat_hears_one_thing_at_a_time_in_order(database: Database) -> None:
    anneke, bram = await person(database), await person(database, BRAM)
    for what in ("a1", "a2", "a3"):
        await add(database, anneke, what)
    await add(database, bram, "b1")
    rows = await claim(database)
    assert keys(rows) == ["a1", "b1"]
    assert await claim(database) == []
    assert await say(database, rows[0])
    assert keys(await claim(database)) == ["a2"]


async def test_nothing_overtakes_what_waits_for_another_try_in_the_same_chat(database: Database) -> None:
    anneke = await person(database)
    await add(database, anneke, "first")
    await add(database, anneke, "second")
    await add(database, await person(database, BRAM), "elsewhere")
    first, _ = await claim(database)
    async with database.write() as connection:
        await sending.retry(connection, first, "me", NOW + SECOND, "NetworkError")
    assert await claim(database) == []
    assert keys(await claim(database, NOW + SECOND)) == ["first"]


async def test_the_same_thing_is_said_once(database: Database) -> None:
    anneke = await person(database)
    for _ in range(3):
        await add(database, anneke, dedupe_key="check_in:77:open")
    assert await states(database) == ["ready"]


async def test_an_edit_not_yet_said_gives_way_to_a_newer_one_of_the_same_message(database: Database) -> None:
    anneke = await person(database)
    for message in (5, 6, 5):
        await add(database, anneke, edits=message)
    rows = await claim(database)
    assert [row.edits for row in rows] == [6]
    await say(database, rows[0])
    assert [row.edits for row in await claim(database)] == [5]


async def test_what_is_planned_waits_for_its_time(database: Database) -> None:
    await add(database, await person(database), due_at=NOW + SECOND)
    assert await claim(database, NOW + SECOND) == []
    async with database.write() as connection:
        assert await outbox.planned(connection, NOW) == []
        assert await outbox.release(connection, await outbox.planned(connection, NOW + SECOND), NOW + SECOND) == 1
    assert len(await claim(database, NOW + SECOND)) == 1


async def test_what_a_dead_sender_left_is_in_doubt_and_said_again_after_a_minute(database: Database) -> None:
    await add(database, await person(database))
    (lost,) = await claim(database, owner="dead")
    assert await claim(database, NOW + LEASE - SECOND) == []
    assert await claim(database, NOW + LEASE) == []
    assert await states(database) == ["unknown"]
    assert await claim(database, NOW + DOUBT - SECOND) == []
    (again,) = await claim(database, NOW + DOUBT)
    assert (again.id, again.attempt) == (lost.id, 2)


async def test_an_edit_that_a_dead_sender_left_is_repeated_at_once(database: Database) -> None:
    await add(database, await person(database), edits=5)
    await claim(database, owner="dead")
    assert len(await claim(database, NOW + LEASE)) == 1


async def test_a_sender_that_was_thought_dead_records_nothing(database: Database) -> None:
    await add(database, await person(database), edits=5)
    (slow,) = await claim(database)
    (again,) = await claim(database, NOW + LEASE)
    assert not await say(database, slow)
    assert await say(database, again)


async def test_what_may_have_arrived_is_said_again_after_a_minute(database: Database) -> None:
    await add(database, await person(database))
    (row,) = await claim(database)
    async with database.write() as connection:
        await sending.doubt(connection, row, "me", NOW, "TimedOut")
    assert await claim(database, NOW + DOUBT - SECOND) == []
    assert len(await claim(database, NOW + DOUBT)) == 1


@pytest.mark.parametrize("recorded", [True, False], ids=["in doubt", "its sender died"])
async def test_a_tap_proves_that_it_arrived(database: Database, recorded: bool) -> None:
    anneke = await person(database)
    async with database.write() as connection:
        await outbox.add(connection, CheckInCurrent(77), now=NOW, person_id=anneke)
    (row,) = await claim(database)
    async with database.write() as connection:
        if recorded:
            await sending.doubt(connection, row, "me", NOW, "TimedOut")
        await chats.arrived(connection, CheckInCurrent, 78, 12, NOW)
        await chats.arrived(connection, CheckInCurrent, 77, 12, NOW)
    assert await claim(database, NOW + DOUBT) == []
    async with database.read() as connection:
        assert (await connection.execute(select(table.c.state, table.c.message_id))).all() == [("sent", 12)]


async def test_silence_holds_for_every_process_and_ends_by_itself(database: Database, replica: Database) -> None:
    async with database.write() as connection:
        assert await sending.silent_until(connection) is None
        await sending.be_silent(connection, NOW + 35 * SECOND)
        await sending.be_silent(connection, NOW + SECOND)
    async with replica.read() as connection:
        assert await sending.silent_until(connection) == NOW + 35 * SECOND


@on_postgresql
async def test_who_has_a_clock_that_is_ahead_is_silent_as_long(database: Database, replica: Database) -> None:
    """On a SQLite there is one computer, and one clock."""
    await add(database, await person(database), "waits")
    async with database.write() as connection:
        await sending.slow_down(connection, 35 * SECOND, NOW)
    assert await claim(replica, NOW + 35 * SECOND + APART - SECOND) == []
    assert await claim(replica, NOW + 35 * SECOND + APART)


async def test_what_is_cancelled_is_not_said(database: Database) -> None:
    anneke, bram = await person(database), await person(database, BRAM)
    await add(database, anneke, "on its way")
    await claim(database)
    await add(database, anneke, due_at=NOW + SECOND)
    await add(database, anneke)
    await add(database, bram)
    async with database.write() as connection:
        assert await sending.in_flight_to(connection, anneke)
        assert not await sending.in_flight_to(connection, bram)
        await outbox.cancel(connection, anneke, NOW, is_gone=True)
    assert await states(database) == ["sending", "cancelled", "cancelled", "ready"]


async def test_who_stops_still_hears_what_they_typed_something_for(database: Database) -> None:
    """*Ik kan niet meer* and *stop*, one right after the other: whom to call is said all the same."""
    anneke = await person(database)
    await add(database, anneke, "emergency")
    await add(database, anneke, "emergency", due_at=NOW + SECOND)
    await add(database, anneke, lane=Lane.BROADCAST)
    async with database.write() as connection:
        await people.stop(connection, anneke, NOW)
    assert await states(database) == ["ready", "cancelled", "cancelled"]


async def test_what_was_said_long_ago_is_forgotten(database: Database) -> None:
    anneke = await person(database)
    await add(database, anneke)
    await say(database, (await claim(database))[0])
    await add(database, anneke)
    async with database.write() as connection:
        await outbox.forget_done(connection, NOW + KEEP - SECOND)
        assert await connection.scalar(select(func.count()).select_from(table)) == 2
        await outbox.forget_done(connection, NOW + KEEP)
    assert await states(database) == ["ready"]


async def test_a_row_is_for_a_person_or_for_a_chat(database: Database) -> None:
    with pytest.raises(Exception, match="addressee"):
        async with database.write() as connection:
            await outbox.add(connection, Help(), now=NOW)


@on_postgresql
async def test_two_replicas_never_speak_to_the_same_chat_at_once(database: Database, replica: Database) -> None:
    anneke, bram = await person(database), await person(database, BRAM)
    for what in ("a1", "a2"):
        await add(database, anneke, what)
    await add(database, bram, "b1")

    async def claims(connection: Connection, owner: str, limit: int) -> list[str]:
        return keys(await sending.claim(connection, owner, NOW, limit, Lane.BROADCAST))

    async with database.long_write() as one, replica.long_write() as other:
        assert await claims(one, "one", 1) == ["a1"]
        assert await claims(other, "other", 100) == ["b1"]
        await one.commit()
        assert await claims(other, "other", 100) == []


@on_postgresql
async def test_many_replicas_share_a_queue_and_say_nothing_twice(database: Database, replica: Database) -> None:
    for address in range(100):
        await add(database, await person(database, ANNEKE + address))
    claims = [claim(one, owner=owner, limit=20) for one, owner in [(database, "one"), (replica, "other")] * 3]
    claimed = [row.id for rows in await asyncio.gather(*claims) for row in rows]
    assert len(claimed) == len(set(claimed)) > 0


async def test_an_edit_gives_way_to_a_new_message_about_the_same(database: Database) -> None:
    """Else the question would be in two places for a moment, and a text between them would be taken for another's."""
    anneke = await person(database)
    async with database.write() as connection:
        await outbox.add(connection, CheckInCurrent(7), now=NOW, person_id=anneke, edits=5)
    (edit,) = await claim(database)
    async with database.write() as connection:
        await outbox.add(connection, CheckInCurrent(8), now=NOW, person_id=anneke)
        assert not await sending.is_overtaken(connection, edit)
        await outbox.add(connection, CheckInCurrent(7), now=NOW, person_id=anneke)
        assert await sending.is_overtaken(connection, edit)
