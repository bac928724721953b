"""Whatever is kept of a person is in the file they get: looked for in every column that the tables describe."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Column, Table

from reports.own_data import own_data
from rules.address import Address
from rules.others import CAN_NAME_OTHERS
from rules.own_data import LEFT_OUT, OF_NOBODY, SECTIONS
from storage import own_data as kept
from storage.connection import Connection
from storage.database import Database
from storage.identity_cipher import Sealed
from storage.own_data import Rows
from storage.tables import UtcTime, call_backs, metadata, people, practices, programme_file, schedule, telegram
from tests.storage.population import NOW

MINE, THEIRS = 500, 600
#: A check of the table forbids these two together.
EITHER = ("outbox", "chat_id")


@pytest.fixture
async def connection(database: Database) -> AsyncIterator[Connection]:
    """One transaction, which leaves no practices behind."""
    async with database.write() as connection:
        yield connection
        await connection.execute(practices.delete().where(practices.c.id >= MINE))


def canary(column: Column[Any], person: int, number: int) -> Any:
    """A value that no other column has."""
    kind = datetime if isinstance(column.type, UtcTime) else column.type.python_type
    if kind not in (str, date) and (column.primary_key or column.foreign_keys):
        return person
    if (column.table.name, column.name) in {("people", "telegram_id"), ("inbox", "chat_id")}:
        return person * 1000
    if kind is str:
        length = getattr(column.type, "length", None) or 60
        return f"{number:x}-{person}-{column.name}"[:length]
    values: dict[type, Any] = {
        bool: True,
        int: person * 10 + number,
        float: float(person + number),
        datetime: NOW + timedelta(seconds=person * 1000 + number),
        date: date(2000, 1, 1) + timedelta(days=person + number),
    }
    return values.get(kind, {"canary": f"{person}-{number}"})


async def inhabit(connection: Connection, person: int) -> dict[str, dict[str, Any]]:
    """A row in every table, with something in every column, all of it this person's; by table."""
    numbers, filled = count(1), dict[str, dict[str, Any]]()
    for table in metadata.sorted_tables:
        if table in (telegram, schedule, programme_file):
            continue
        columns = [c for c in table.columns if (table.name, c.name) != EITHER]
        row = {c.name: canary(c, person, next(numbers)) for c in columns}
        await connection.execute(table.insert().values({c.key: row[c.name] for c in columns}))
        filled[table.name] = row
    return filled


async def file_of(connection: Connection, person: int) -> dict[str, Any]:
    found = await kept.everything(connection, person, Address(person * 1000))
    made = own_data(found, await kept.names(connection, found), NOW)
    document: dict[str, Any] = json.loads(made)
    return document


def as_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


async def test_every_column_that_hangs_on_a_person_is_in_their_file(connection: Connection) -> None:
    filled = await inhabit(connection, MINE)
    sections = (await file_of(connection, MINE))["sections"]
    missing = [
        (table, column)
        for table, row in filled.items()
        for column, value in row.items()
        if table not in OF_NOBODY and (table, column) not in LEFT_OUT
        if [kept_row.get(column) for kept_row in sections[table]["rows"]] != [as_json(value)]
    ]
    assert missing == []
    assert sections["call_backs_handled"]["rows"] != []


async def test_rows_are_counted_in_the_file_and_what_points_at_them_alike(connection: Connection) -> None:
    """Of people and of what is nobody's the numbers stay: those of people are drawn by lot."""
    await inhabit(connection, MINE)
    numbered = kept.numbered(await kept.everything(connection, MINE, Address(MINE * 1000)))
    columns = [(name, column, row[column.name]) for name, column, row in _numbers(numbered)]
    assert [(name, column.name) for name, column, value in columns if value != (MINE if _stays(column) else 1)] == []
    assert ("inbox", "update_id") in [(name, column.name) for name, column, _ in columns]


def _numbers(found: Mapping[str, Rows]) -> Iterator[tuple[str, Column[Any], Mapping[str, Any]]]:
    for name, rows in found.items():
        for column in metadata.tables[name].columns if name in metadata.tables else ():
            if (column.primary_key or column.foreign_keys) and column.type.python_type is int and rows:
                yield from ((name, column, row) for row in rows if column.name in row)


def _stays(column: Column[Any]) -> bool:
    """Whose numbers they are: of people, or of tables that say nothing of a person."""
    of = {key.column.table.name for key in column.foreign_keys} or {column.table.name}
    return of <= {"people", *OF_NOBODY}


def test_an_update_that_waits_is_in_it_without_its_number() -> None:
    waits = json.dumps({"update_id": 77, "message": {"text": '{"update_id": 78}'}})
    (row,) = kept.numbered({"inbox": [{"update_id": 77, "payload": waits}]})["inbox"]
    assert json.loads(row["payload"]) == {"message": {"text": '{"update_id": 78}'}}
    assert row["update_id"] == 1


async def test_nothing_of_somebody_else_is_in_it(connection: Connection) -> None:
    await inhabit(connection, MINE)
    filled = await inhabit(connection, THEIRS)
    document = json.dumps((await file_of(connection, MINE))["sections"])
    theirs = [value for row in filled.values() for value in row.values() if isinstance(value, str) and len(value) > 2]
    assert [value for value in theirs if value in document] == []


async def test_of_somebody_elses_call_back_it_tells_when_it_was_seen_to_and_not_whose_it_was(
    connection: Connection,
) -> None:
    for person in (MINE, THEIRS):
        await inhabit(connection, person)
    await connection.execute(call_backs.update().values(handled_by=MINE))
    rows = (await file_of(connection, MINE))["sections"]["call_backs_handled"]["rows"]
    assert [set(row) for row in rows] == [{"id", "practice_id", "handled_at"}] * 2


#: Sealed, for they name somebody: whose file it is.
OF_THEMSELF = {"people.telegram_id", "call_backs.first_name", "inbox.chat_id", "outbox.chat_id"}


def test_what_can_name_somebody_else_leaves_with_no_letter() -> None:
    """Whatever names somebody is sealed; a column of that sort is theirs, or stays out of what is handed over."""
    sealed = {
        f"{table}.{column.name}"
        for table in SECTIONS.keys() & metadata.tables.keys() - {"proxies"}  # left out as a whole
        for column in metadata.tables[table].c
        if isinstance(column.type, Sealed)
    }
    kept_out = {f"{table}.{column}" for table, columns in CAN_NAME_OTHERS.items() for column in columns}
    assert sealed - kept_out == OF_THEMSELF


def test_every_table_says_whether_it_is_about_a_person() -> None:
    assert set(metadata.tables) == (set(SECTIONS) - {"call_backs_handled"}) | set(OF_NOBODY)
    assert all(column in metadata.tables[table].columns for table, column in LEFT_OUT)


@pytest.mark.parametrize("table", [metadata.tables[name] for name in OF_NOBODY], ids=lambda table: table.name)
def test_what_is_of_nobody_points_at_nobody(table: Table) -> None:
    personal = {name for name in SECTIONS if name in metadata.tables}
    assert not {key.column.table.name for key in table.foreign_keys} & personal


async def test_who_has_nothing_gets_every_section_empty(connection: Connection) -> None:
    await connection.execute(people.insert().values(id=1, address=1000, language="nl", created_at=NOW))
    document = await file_of(connection, 1)
    assert list(document["sections"]) == list(SECTIONS)
    assert [name for name, section in document["sections"].items() if section["rows"]] == ["people"]
