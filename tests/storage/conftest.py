"""A database of each kind with the tables and the eleven practices, emptied of everything else after each test."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack

import pytest

from bot.running import prepare
from storage.database import Database
from storage.tables import metadata, practices
from tests.once import PROGRAMME
from tests.storage.population import NOW


@pytest.fixture(scope="session")
def prepared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], str]]:
    """The address of a migrated database of a kind; migrated once, for migrating takes longer than most tests."""
    addresses: dict[str, str] = {}
    with ExitStack() as servers:

        def address(kind: str) -> str:
            if kind not in addresses:
                if kind == "sqlite":
                    addresses[kind] = f"sqlite:///{tmp_path_factory.mktemp('prepared') / 'bot.db'}"
                else:
                    addresses[kind] = servers.enter_context(request.getfixturevalue("postgres").database())
                asyncio.run(_prepare(addresses[kind]))
            return addresses[kind]

        yield address


async def _prepare(address: str) -> None:
    database = Database(address)
    await prepare(database, PROGRAMME, lambda: NOW)
    await database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, prepared: Callable[[str], str]) -> str:
    return prepared(request.param)


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    database = Database(address)
    yield database
    async with database.write() as connection:
        for table in reversed(metadata.sorted_tables):
            if table is not practices:
                await connection.execute(table.delete())
    await database.close()


@pytest.fixture
async def replica(address: str) -> AsyncIterator[Database]:
    """The same database, as another process has it."""
    database = Database(address)
    yield database
    await database.close()
