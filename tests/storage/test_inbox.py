"""What Telegram delivered is there once, comes back in order, and stops nobody else when it fails."""

from datetime import timedelta

from sqlalchemy import select

from storage import inbox
from storage.database import Database
from storage.inbox import KEEP, TRIES, Received
from storage.tables import inbox as table
from tests.storage.population import NOW, SECOND, on_postgresql

ANNEKE, BRAM = 8_000_000_001, 8_000_000_002  # beyond 32 bits, as Telegram's ids are


def update(update_id: int, chat_id: int = ANNEKE) -> Received:
    return Received(update_id, chat_id, f'{{"update_id": {update_id}}}')


async def heads(database: Database, now: int = 0, limit: int = 100) -> list[int]:
    """Which updates may be handled so many seconds after they came."""
    async with database.write() as connection:
        return [head.update_id for head in await inbox.heads(connection, NOW + now * SECOND, limit)]


async def store(database: Database, *updates: Received) -> int:
    async with database.write() as connection:
        return await inbox.store(connection, updates, NOW)


async def handle(database: Database, update_id: int) -> None:
    async with database.write() as connection:
        await inbox.handled(connection, [update_id], NOW)


async def fail(database: Database, times: int = 1) -> list[bool]:
    """The first update fails so often; whether it is a dead letter, each time."""
    said = []
    async with database.write() as connection:
        for _ in range(times):
            (head,) = await inbox.heads(connection, NOW + timedelta(days=1), 1)
            said.append(await inbox.failed(connection, head, "ZeroDivisionError", NOW))
    return said


async def test_the_first_of_each_chat_comes_up_in_the_order_of_arrival(database: Database) -> None:
    await store(database, update(4, BRAM), update(3), update(1), update(2, BRAM))
    assert await heads(database) == [1, 2]
    await handle(database, 1)
    assert await heads(database) == [2, 3]
    assert await heads(database, limit=1) == [2]


async def test_a_redelivered_update_is_nothing_also_after_it_was_handled(database: Database) -> None:
    assert await store(database, update(1), update(2)) == 2
    assert await store(database, update(2), update(3)) == 1
    await handle(database, 1)
    assert await store(database, update(1)) == 0
    assert await heads(database) == [2]


async def test_an_empty_batch_is_no_statement(database: Database) -> None:
    assert await store(database) == 0


async def test_of_a_handled_update_only_the_number_stays_and_only_for_a_while(database: Database) -> None:
    await store(database, update(1), update(2))
    await handle(database, 1)
    async with database.write() as connection:
        assert await connection.scalar(select(table.c.payload).where(table.c.update_id == 1)) is None
        await inbox.forget_done(connection, NOW + KEEP - SECOND)
        assert len((await connection.execute(select(table))).all()) == 2
        await inbox.forget_done(connection, NOW + KEEP)
        assert (await connection.scalars(select(table.c.update_id))).all() == [2]


async def test_nothing_overtakes_an_update_that_waits_for_another_try(database: Database) -> None:
    await store(database, update(1), update(2), update(3, BRAM))
    assert await fail(database) == [False]
    assert await heads(database) == [3]
    assert await heads(database, now=1) == [1, 3]


async def test_a_postponed_update_is_no_failure(database: Database) -> None:
    await store(database, update(1), update(2))
    async with database.write() as connection:
        await inbox.postpone(connection, 1, NOW + SECOND)
    assert await heads(database) == []
    async with database.write() as connection:
        (head,) = await inbox.heads(connection, NOW + SECOND, 1)
    assert (head.update_id, head.attempts) == (1, 0)


async def test_after_five_failures_an_update_is_set_aside_and_wiped_and_the_chat_goes_on(database: Database) -> None:
    await store(database, update(1), update(2))
    assert await fail(database, TRIES) == [False, False, False, False, True]
    assert await heads(database) == [2]
    async with database.read() as connection:
        row = (await connection.execute(select(table).where(table.c.update_id == 1))).one()
    assert (row.state, row.payload, row.error, row.attempts) == ("set_aside", None, "ZeroDivisionError", 5)


@on_postgresql
async def test_two_replicas_never_handle_the_same_chat_at_once(database: Database, replica: Database) -> None:
    await store(database, update(1), update(2), update(3, BRAM))
    async with database.long_write() as one, replica.long_write() as other:
        assert [head.update_id for head in await inbox.heads(one, NOW, 1)] == [1]
        assert [head.update_id for head in await inbox.heads(other, NOW, 100)] == [3]
        await inbox.handled(one, [1], NOW)
        await one.commit()
        assert [head.update_id for head in await inbox.heads(other, NOW, 100)] == [2, 3]


@on_postgresql
async def test_an_earlier_update_that_was_stored_late_waits_for_the_one_in_hand(
    database: Database, replica: Database
) -> None:
    """A webhook gets a chat's texts and taps side by side."""
    await store(database, update(2))
    async with database.long_write() as one, replica.long_write() as other:
        assert [head.update_id for head in await inbox.heads(one, NOW, 100)] == [2]
        await store(database, update(1))
        assert await inbox.heads(other, NOW, 100) == []
        await inbox.handled(one, [2], NOW)
        await one.commit()
        assert [head.update_id for head in await inbox.heads(other, NOW, 100)] == [1]
