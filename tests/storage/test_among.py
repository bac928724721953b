"""Rows are found by any number of keys, given as one value: no key is left out, made up or mixed up with another."""

import pytest
from sqlalchemy import select, text

from storage.among import among
from storage.database import Database
from storage.identity_cipher import IdentityCipher, new_key
from storage.inbox import Received, store
from storage.tables import inbox
from tests.storage.population import NOW, on_postgresql

#: The least and the greatest that a database counts to, and what an inexact reader of numbers takes for its neighbour.
NUMBERS = [-(2**63), -1, 0, 1, 2**53, 2**53 + 1, 2**63 - 1]
BY_NUMBER = select(inbox.c.update_id).where(among(inbox.c.update_id, "numbers")).order_by(inbox.c.update_id)
BY_CHAT = select(inbox.c.chat_id).where(among(inbox.c.chat_id, "chats"))


@pytest.fixture
async def stored(database: Database) -> Database:
    """Each number is that of an update, and of the chat that it came from."""
    async with database.write() as connection:
        await store(connection, [Received(number, number, "{}") for number in NUMBERS], NOW)
    return database


@pytest.mark.parametrize("asked", [[], [0], [2**53 + 1], [5, 0, 0], NUMBERS, list(range(200))])
async def test_exactly_the_rows_that_are_asked_for(stored: Database, asked: list[int]) -> None:
    async with stored.read() as connection:
        found = list(await connection.scalars(BY_NUMBER, {"numbers": asked}))
        chats = list(await connection.scalars(BY_CHAT, {"chats": asked}))
    assert found == sorted(chats) == sorted({*asked} & {*NUMBERS})


async def test_who_is_sealed_is_found_by_their_own_number(database: Database) -> None:
    sealed = Database(database.address, IdentityCipher(new_key()))
    async with sealed.write() as connection:
        await store(connection, [Received(number, number, "{}") for number in NUMBERS], NOW)
        chats = list(await connection.scalars(BY_CHAT, {"chats": NUMBERS}))
    async with database.read() as connection:
        unsealed = list(await connection.scalars(BY_CHAT, {"chats": NUMBERS}))
    await sealed.close()
    assert (sorted(chats), unsealed) == (NUMBERS, [])


@on_postgresql
async def test_however_many_keys_it_is_one_statement(stored: Database) -> None:
    async with stored.write() as connection:
        for number in range(7):
            await connection.scalars(BY_NUMBER, {"numbers": NUMBERS[:number]})
        read = await connection.scalars(text("SELECT statement FROM pg_prepared_statements"))
        assert len([one for one in read if "= ANY" in one]) == 1
