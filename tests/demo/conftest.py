"""The example, filled into an empty database on a fixed day."""

from collections.abc import AsyncIterator

import pytest

from bot.demo.filling import fill
from bot.running import prepare
from programme.example import Example, load_example
from programme.loading import load
from programme.model import Programme
from rules.telling import MINIMUM_GROUP
from storage.database import Database
from tests.conftest import MONDAY


@pytest.fixture
def programme() -> Programme:
    return load()


@pytest.fixture
def example(programme: Programme) -> Example:
    return load_example(programme)


@pytest.fixture
async def filled(database_url: str, programme: Programme, example: Example) -> AsyncIterator[Database]:
    database = Database(database_url)
    await prepare(database, programme, lambda: MONDAY)
    await fill(database, programme, example, MINIMUM_GROUP, MONDAY, lambda _done: None)
    yield database
    await database.close()
