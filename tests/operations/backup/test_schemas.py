"""Two programmes in one PostgreSQL database, each in a schema of its own: a backup is of one of them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text

from storage import present_tables, schema
from storage.backup import BackupError, back_up, restore
from storage.database import Database
from storage.tables import practices
from tests.operations.backup.files import opened
from tests.postgres import Postgres

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)]
NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
SCHEMAS = ("een", "Mantel zorg")


def within(url: str, name: str) -> str:
    escaped = name.replace(" ", "%5C%20")
    return f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D%22{escaped}%22"


@pytest.fixture
async def url(postgres: Postgres) -> AsyncIterator[str]:
    """A database with both schemas, and a practice in each."""
    with postgres.database() as url:
        whole = Database(url)
        async with whole.long_write() as connection:
            for name in SCHEMAS:
                await connection.execute(text(f'CREATE SCHEMA "{name}"'))
        await whole.close()
        for name in SCHEMAS:
            await _begin(within(url, name), name)
        yield url


async def _begin(address: str, name: str) -> None:
    database = Database(address)
    await schema.migrate(database)
    row = {"slug": "een", "name": name, "region": "noord", "latitude": 52.0, "longitude": 5.0, "created_at": NOW}
    async with database.write() as connection:
        await connection.execute(practices.insert().values(row))
    await database.close()


async def _names(address: str) -> list[str]:
    async with opened(address) as connection:
        return list(await connection.scalars(select(practices.c.name)))


@pytest.mark.parametrize("name", SCHEMAS)
async def test_a_backup_is_of_its_own_schema_and_comes_back_there(url: str, name: str, tmp_path: Path) -> None:
    mine, (other,) = within(url, name), [within(url, one) for one in SCHEMAS if one != name]
    assert (await back_up(mine, tmp_path / "backup"))["practices"] == 1
    for address in (mine, other):
        async with Database(address).long_write() as connection:
            await connection.execute(practices.update().values(name="later"))
    await restore(mine, tmp_path / "backup", NOW, force=True)
    assert (await _names(mine), await _names(other)) == ([name], ["later"])


async def test_a_backup_of_another_schema_is_refused(url: str, tmp_path: Path) -> None:
    await back_up(within(url, "een"), tmp_path / "backup")
    with pytest.raises(BackupError, match="the backup is of the schema 'een', and DATABASE_URL leads to 'public'"):
        await restore(url, tmp_path / "backup", NOW)
    whole = Database(url)
    assert await present_tables.names(whole) == []
    await whole.close()
