"""What the database says when it refuses something: why, and nothing of what it refused."""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from sqlalchemy import Update
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.errors import is_rolled_back_for_others
from storage.tables import practices
from tests.storage.population import on_postgresql

ANSWER = "mijn moeder vergeet alles"


@pytest.mark.parametrize("way", ["write", "long_write"])
async def test_an_error_carries_no_answer(database: Database, way: str) -> None:
    """Whoever prints it, in a shell or a log of their own, sees the statement and no values."""
    writing: AbstractAsyncContextManager[Any] = getattr(database, way)()
    with pytest.raises(DBAPIError) as refused:
        async with writing as connection:
            await connection.execute(practices.insert().values(slug=ANSWER, name=ANSWER, region=None))
    assert ANSWER not in str(refused.value)


@on_postgresql
async def test_who_gives_way_in_a_deadlock_is_told_from_who_finds_no_database(database: Database) -> None:
    async def renames(first: str, then: str) -> None:
        async with database.write() as connection:
            await connection.execute(touch(first))
            await both_have_one.wait()
            await connection.execute(touch(then))

    def touch(slug: str) -> Update:
        return practices.update().where(practices.c.slug == slug).values(name=practices.c.name)

    both_have_one = asyncio.Barrier(2)
    ended = await asyncio.gather(renames("ede", "zwolle"), renames("zwolle", "ede"), return_exceptions=True)
    assert [is_rolled_back_for_others(one) for one in ended if isinstance(one, Exception)] == [True]
    assert not is_rolled_back_for_others(ConnectionError())
