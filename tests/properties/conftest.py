"""What properties that build worlds of their own begin with."""

import asyncio
from pathlib import Path

import pytest

from bot.running import prepare
from storage.database import Database
from tests.once import PROGRAMME
from tests.storage.population import NOW


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty bot's file to copy: migrating takes longer than a world's life."""
    file = tmp_path_factory.mktemp("template") / "bot.db"
    asyncio.run(_prepare(file))
    return file


async def _prepare(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    await prepare(database, PROGRAMME, lambda: NOW)
    await database.close()
