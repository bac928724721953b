"""A migration loses nothing, has a way back, and leads to the tables that the code describes."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Column, MetaData, Table, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import schema
from storage.database import Database
from tests.storage.schema_differences import differences

REVISIONS = [script.revision for script in ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions()][::-1]
#: What the tables' own checks forbid next to what is filled in already; and what says that people are sealed.
LEFT_EMPTY = {("outbox", "chat_id"), ("telegram", "key_mark")}
#: Numbers that are kept as text since they can be sealed.
NUMBERS_IN_WORDS = {"telegram_id", "chat_id"}
VALUES: dict[type, Any] = {
    bool: True,
    int: 1,
    float: 1.5,
    str: "x",
    object: {"key": "x"},  # JSON
    date: date(2026, 12, 1),
    datetime: datetime(2026, 12, 1, tzinfo=UTC),
}


@pytest.fixture
async def empty(empty_database_url: str) -> AsyncIterator[Database]:
    database = Database(empty_database_url)
    yield database
    await database.close()


async def tables(connection: AsyncConnection) -> list[Table]:
    """The tables as the database itself describes them, those that are pointed at first."""
    found = MetaData()
    await connection.run_sync(found.reflect)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def value(column: Column[Any]) -> Any:
    if column.foreign_keys:
        return 1
    kind = column.type.python_type
    return "1" if kind is str and column.name in NUMBERS_IN_WORDS else VALUES[kind]


async def fill(database: Database) -> None:
    """Puts a row in every table that has none, with something in every column."""
    async with database.long_write() as connection:
        for table in await tables(connection):
            if not await connection.scalar(select(func.count()).select_from(table)):
                filled = [
                    column
                    for column in table.columns
                    if (table.name, column.name) not in LEFT_EMPTY and not _is_counted(column)
                ]
                await connection.execute(table.insert().values({column.name: value(column) for column in filled}))


def _is_counted(column: Column[Any]) -> bool:
    """Numbered by PostgreSQL, from 1: it must know of the row, or gives its number once more."""
    return column.primary_key and column.server_default is not None


async def rows(database: Database) -> dict[str, int]:
    async with database.long_read() as connection:
        return {
            table.name: await connection.scalar(select(func.count()).select_from(table)) or 0
            for table in await tables(connection)
        }


async def test_every_migration_goes_up_and_down_and_up_with_data_in_the_tables(empty: Database) -> None:
    before: dict[str, int] = {}
    for revision in REVISIONS:
        await schema.migrate(empty, revision)
        assert (await rows(empty)).items() >= before.items()
        await fill(empty)
        filled = await rows(empty)
        assert set(filled.values()) == {1}
        await schema.migrate(empty, "-1")
        assert (await rows(empty)) == before
        await schema.migrate(empty, revision)
        await fill(empty)
        before = await rows(empty)
        assert before == filled
    assert await differences(empty) == []


def test_the_files_are_named_after_the_revisions_in_them() -> None:
    """Which one is the newest is read off the names at every start."""
    versions = (schema.MIGRATIONS / "versions").glob("*.py")
    assert sorted(path.name.partition("_")[0] for path in versions) == REVISIONS


async def test_the_way_down_ends_at_an_empty_database(empty: Database) -> None:
    await schema.migrate(empty)
    await fill(empty)
    await schema.migrate(empty, "base")
    assert await rows(empty) == {}


async def test_an_older_database_is_brought_up_to_date(empty: Database) -> None:
    await schema.migrate(empty, REVISIONS[-2])
    await schema.migrate(empty)
    assert await schema.standing(empty) == "current"
    assert await differences(empty) == []


async def test_who_took_part_before_there_was_a_ledger_is_in_it(empty: Database) -> None:
    await schema.migrate(empty, "0006")
    await fill(empty)
    await schema.migrate(empty, "0007")
    async with empty.long_read() as connection:
        kept = (await connection.execute(text("SELECT person_id, purpose, given, notice_hash FROM consents"))).all()
    assert [tuple(row) for row in kept] == [(1, "take_part", True, "")]


async def test_a_table_that_the_code_does_not_know_is_a_difference(empty: Database) -> None:
    await schema.migrate(empty)
    async with empty.long_write() as connection:
        await connection.execute(text("CREATE TABLE stray (id INTEGER PRIMARY KEY)"))
    assert "stray" in "".join(await differences(empty))


async def test_a_newer_database_is_refused_and_left_alone(empty: Database) -> None:
    await schema.migrate(empty)
    async with empty.long_write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(schema.NewerDatabase, match="revision 9999, which this version does not know"):
        await schema.migrate(empty)
    async with empty.long_read() as connection:
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


async def test_two_processes_may_start_on_an_empty_database_at_once(empty: Database, empty_database_url: str) -> None:
    other = Database(empty_database_url)
    async with asyncio.timeout(60):
        await asyncio.gather(schema.migrate(empty), schema.migrate(other))
    await other.close()
    assert await differences(empty) == []


@pytest.mark.parametrize("empty_database_url", ["postgresql"], indirect=True)
async def test_samples_that_the_planner_took_of_who_people_are_go_with_the_ninth(empty: Database) -> None:
    await schema.migrate(empty, "0008")
    row = "INSERT INTO people (id, telegram_id, language, created_at) SELECT n, CAST(n AS text), 'nl', now()"
    kept = text("SELECT count(*) FROM pg_stats WHERE tablename = 'people' AND attname = 'telegram_id'")
    async with empty.long_write() as connection:
        await connection.execute(text(f"{row} FROM generate_series(1, 9) AS n"))
        await connection.execute(text("ANALYZE people"))
        assert await connection.scalar(kept) == 1
    await schema.migrate(empty)
    async with empty.long_write() as connection:
        await connection.execute(text("ANALYZE people"))
        assert await connection.scalar(kept) == 0
