"""Files that wait to be read: one reads each, and who dies over it is followed by another."""

import asyncio
from datetime import datetime

from rules.access import Role
from rules.import_plan import Plan
from storage import imports
from storage.database import Database
from storage.imports import LEASE, Unread
from tests.storage.population import NOW, SECOND, member


async def sent(database: Database, address: int = 1, file_id: str = "FILE1") -> int:
    async with database.write() as connection:
        person = await member(connection, address, Role.COORDINATOR)
        return await imports.receive(connection, person.person_id, file_id, NOW)


async def claimed(database: Database, at: datetime = NOW) -> Unread | None:
    async with database.write() as connection:
        return await imports.claim(connection, at)


async def test_of_two_replicas_one_reads_it(database: Database, replica: Database) -> None:
    import_id = await sent(database)
    found = [one for one in await asyncio.gather(claimed(database), claimed(replica)) if one]
    assert [(one.id, one.file_id) for one in found] == [(import_id, "FILE1")]
    async with database.read() as connection:
        assert not await imports.has_unread(connection, NOW + LEASE - SECOND)
        assert await imports.has_unread(connection, NOW + LEASE)


async def test_who_was_taken_over_writes_nothing_down(database: Database) -> None:
    import_id = await sent(database)
    slow, quick = await claimed(database), await claimed(database, NOW + LEASE)
    assert slow
    assert quick
    async with database.write() as connection:
        assert not await imports.finish(connection, slow, {"from": "slow"}, None, NOW)
        assert await imports.get(connection, import_id) is None
        assert await imports.finish(connection, quick, {"from": "quick"}, None, NOW)
        assert not await imports.finish(connection, quick, {"from": "again"}, None, NOW)
        found = await imports.get(connection, import_id)
    assert found
    assert found.contents == {"from": "quick"}


async def test_a_new_file_takes_the_place_of_one_not_applied_and_of_nobody_elses(database: Database) -> None:
    first, others = await sent(database), await sent(database, 2)
    unread = await claimed(database)
    assert unread
    second = await sent(database, file_id="FILE2")
    async with database.write() as connection:
        assert not await imports.finish(connection, unread, {}, None, NOW)
        assert await imports.get(connection, first) is None
    assert {one.id for one in (await claimed(database), await claimed(database)) if one} == {second, others}


async def test_what_was_applied_stays_a_week_without_its_words(database: Database) -> None:
    import_id = await sent(database)
    unread = await claimed(database)
    assert unread
    async with database.write() as connection:
        await imports.finish(connection, unread, {"words": "x"}, {}, NOW)
        await imports.apply(connection, import_id, Plan((), ()), NOW)
        await imports.drop(connection, import_id)
        found = await imports.get(connection, import_id)
        await imports.forget_undecided(connection, NOW + imports.KEEP)
        assert await imports.get(connection, import_id) is None
    assert found
    assert (found.contents, found.applied_at) == ({"before": [], "after": []}, NOW)
