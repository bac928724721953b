"""A batch reads and writes as a whole; what one piece of it does is still its own."""

from typing import Any

import pytest
from sqlalchemy import delete, select, text, update

from bot.demo.population import PersonPlan, settle
from rules.access import Role
from rules.address import Address
from rules.payloads.notes import Note
from storage import outbox, people
from storage.connection import Connection
from storage.database import Database
from storage.tables import outbox as outbox_table
from storage.tables import people as people_table
from storage.unit_of_work import BatchFailed, UnitOfWork
from tests.storage.population import NOW

ANNEKE, BRAM, CORRIE = 101, 102, 103


@pytest.fixture
async def ids(database: Database) -> list[int]:
    plans = [PersonPlan(address, [Role.CAREGIVER], 1) for address in (ANNEKE, BRAM, CORRIE)]
    async with database.write() as connection:
        return await settle(connection, plans, NOW)


async def says(connection: Connection, person_id: int, number: int, **more: Any) -> None:
    await outbox.add(connection, Note("too_long", limit=number), now=NOW, person_id=person_id, **more)


async def numbers(connection: Connection) -> list[int]:
    rows = await connection.scalars(select(outbox_table.c.params).order_by(outbox_table.c.id))
    return [params["limit"] for params in rows]


async def test_what_pieces_wrote_is_there_at_the_end_and_in_order(database: Database, ids: list[int]) -> None:
    async with database.write() as connection:
        unit = UnitOfWork(connection)
        for number, person_id in enumerate(ids):
            async with unit.piece():
                await says(unit, person_id, number)
        assert await numbers(connection) == []
        await unit.flush()
        assert await numbers(connection) == [0, 1, 2]


async def test_whoever_reads_sees_what_was_written_before(database: Database, ids: list[int]) -> None:
    async with database.write() as connection:
        unit = UnitOfWork(connection)
        async with unit.piece():
            await says(unit, ids[0], 1)
        async with unit.piece():
            await says(unit, ids[1], 2)
            assert await numbers(unit) == [1, 2]


@pytest.mark.parametrize("looks", [True, False], ids=["having looked", "having only collected"])
async def test_a_piece_that_fails_leaves_nothing_and_the_others_stay(
    database: Database, ids: list[int], looks: bool
) -> None:
    async with database.write() as connection:
        unit = UnitOfWork(connection)
        for number, person_id in enumerate(ids):
            try:
                async with unit.piece():
                    await says(unit, person_id, number)
                    if looks:
                        await numbers(unit)
                    if person_id == ids[1]:
                        raise ValueError
            except ValueError:
                assert person_id == ids[1]
        await unit.flush()
        assert await numbers(connection) == [0, 2]


async def test_a_direct_write_of_a_piece_that_fails_is_undone(database: Database, ids: list[int]) -> None:
    async with database.write() as connection:
        unit = UnitOfWork(connection)
        async with unit.piece():
            await says(unit, ids[0], 1)
        with pytest.raises(KeyError):
            await _fails_after_writing(unit, ids[1])
        await unit.flush()
        assert await numbers(connection) == [1]
        spoken = await connection.scalars(select(people_table.c.language))
        assert set(spoken) == {"nl"}


async def _fails_after_writing(unit: UnitOfWork, person_id: int) -> None:
    async with unit.piece():
        await people.set_language(unit, person_id, "en")
        raise KeyError


async def test_an_edit_overtakes_an_older_one_also_within_the_batch(database: Database, ids: list[int]) -> None:
    """Two leaders' pieces edit the same message of a third."""
    async with database.write() as connection:
        unit = UnitOfWork(connection)
        await says(unit, ids[0], 1, edits=7)
        for number in (2, 3):
            async with unit.piece():
                await says(unit, ids[0], number, edits=7)
                await says(unit, ids[1], number)
        await unit.flush()
        assert await numbers(connection) == [2, 3, 3]


async def test_an_edit_after_a_message_of_another_piece_is_not_taken_for_an_older_one(
    database: Database, ids: list[int]
) -> None:
    async with database.write() as connection:
        unit = UnitOfWork(connection)
        async with unit.piece():
            await says(unit, ids[0], 1)
        async with unit.piece():
            await says(unit, ids[1], 2, edits=7)
        await unit.flush()
        assert await numbers(connection) == [1, 2]


async def test_what_was_read_ahead_is_used_once(database: Database, ids: list[int]) -> None:
    async with database.write() as connection:
        unit = UnitOfWork(connection)
        await people.read_ahead(unit, {ANNEKE, BRAM, 999})
        await connection.execute(update(people_table).values(language="en"))  # past the unit
        first, second = [await people.viewer(unit, Address(ANNEKE)) for _ in range(2)]
        assert first is not None
        assert second is not None
        assert (first.person_id, first.language, second.language) == (ids[0], "nl", "en")
        assert await people.viewer(unit, Address(999)) is None


async def test_what_was_read_ahead_is_old_after_any_direct_write(database: Database, ids: list[int]) -> None:
    """A manager takes somebody's role away: who comes later in the same batch has lost it."""
    async with database.write() as connection:
        unit = UnitOfWork(connection)
        await people.read_ahead(unit, {ANNEKE, BRAM})
        async with unit.piece():
            await people.stop(unit, ids[1], NOW)
        async with unit.piece():
            bram = await people.viewer(unit, Address(BRAM))
            assert bram is not None
            assert bram.stopped


async def test_one_who_is_erased_elsewhere_meanwhile_fails_the_batch_and_then_alone(
    database: Database, ids: list[int]
) -> None:
    """On SQLite nobody writes meanwhile; there the erasure stands for one by hand, past the bot."""
    with pytest.raises(BatchFailed):
        await _say_to_all(database, ids, together=True)
    assert await _said(database) == []
    assert await _say_to_all(database, ids, together=False) == [ids[1]]
    assert await _said(database) == [0, 2]


async def _say_to_all(database: Database, ids: list[int], *, together: bool) -> list[int]:
    """Bram is erased while it is under way; to whom it could not be said."""
    failed = []
    async with database.write() as connection:
        unit = UnitOfWork(connection, together=together)
        await people.read_ahead(unit, {ANNEKE, BRAM, CORRIE})
        await _erase_elsewhere(database, connection, ids[1])
        for number, person_id in enumerate(ids):
            try:
                async with unit.piece():
                    await says(unit, person_id, number)
            except BatchFailed:
                raise
            except Exception:
                failed.append(person_id)
        await unit.flush()
    return failed


async def _erase_elsewhere(database: Database, connection: Connection, person_id: int) -> None:
    erased = delete(people_table).where(people_table.c.id == person_id)
    if database.is_sqlite:
        await connection.execute(erased)
    else:
        async with database.write() as elsewhere:
            await elsewhere.execute(erased)


async def _said(database: Database) -> list[int]:
    async with database.read() as connection:
        return await numbers(connection)


async def test_after_a_failure_of_the_batch_nothing_more_is_asked(database: Database, ids: list[int]) -> None:
    """Also when a handler keeps the error to itself: its rows must not be lost."""
    with pytest.raises(BatchFailed):  # noqa: PT012 (the second one)
        async with database.write() as connection:
            unit = UnitOfWork(connection)
            with pytest.raises(BatchFailed):
                await unit.execute(text("SELECT nothing FROM nowhere"))
            async with unit.piece():
                await says(unit, ids[0], 1)
            await unit.flush()
    assert await _said(database) == []


async def test_a_reader_that_fails_alone_fails_alone_when_the_batch_is_repeated(
    database: Database, ids: list[int]
) -> None:
    async with database.write() as connection:
        unit = UnitOfWork(connection, together=False)
        with pytest.raises(Exception, match="nowhere"):
            async with unit.piece():
                await unit.execute(text("SELECT nothing FROM nowhere"))
        async with unit.piece():
            await says(unit, ids[0], 1)
        await unit.flush()
    assert await _said(database) == [1]
