"""What is looked up of each person is found by an index: otherwise a crowd twice as large takes four times as long."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, select, text
from sqlalchemy.dialects import sqlite

from rules.keeping import Keeping
from storage import retention
from storage.database import Database
from storage.erasing import OF_PEOPLE
from storage.tables import metadata, people

NOW = datetime(2026, 12, 1, 11, 15, tzinfo=UTC)


async def steps(database: Database, duty: retention.Duty) -> list[tuple[int, int, str]]:
    """Number, number of the step it belongs to, and words: as SQLite plans to look for what is over its term."""
    looking = select(func.count()).select_from(duty.table).where(duty.is_over)
    dialect = sqlite.dialect()
    written = looking.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    async with database.read() as connection:
        planned = await connection.execute(text(f"EXPLAIN QUERY PLAN {written}"))
        return [(number, of, words) for number, of, _, words in planned]


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_retention_reads_no_table_again_for_every_row(database: Database) -> None:
    for duty in retention.duties(Keeping(), NOW):
        planned = await steps(database, duty)
        for_each_row = {number for number, _, words in planned if words.startswith("CORRELATED")}
        assert [words for _, of, words in planned if of in for_each_row and words.startswith("SCAN")] == [], duty.name


def test_whoever_is_erased_is_found_in_every_table_by_an_index() -> None:
    """A database looks for the rows that point at a deleted one, each time."""
    hanging = [key for table in metadata.sorted_tables for key in table.foreign_keys if key.column.table in OF_PEOPLE]
    assert [str(key.parent) for key in hanging if not is_found(key)] == []
    assert people.c.id in {key.column for key in hanging}


def is_found(key: ForeignKey) -> bool:
    return any(index == key.parent.name for index in leading(key))


def leading(key: ForeignKey) -> Iterator[str]:
    """The first columns of the indexes that have every row in which the key points at something."""
    table = key.parent.table
    unique = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    whole = [one for one in table.indexes if condition(one) in (None, f"{key.parent.name} IS NOT NULL")]
    for columns in (table.primary_key.columns, *(one.columns for one in unique), *(one.columns for one in whole)):
        yield from [column.name for column in columns][:1]


def condition(index: Index) -> str | None:
    where = index.dialect_options["sqlite"]["where"]
    return None if where is None else str(where)
