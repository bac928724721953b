"""Everything that is kept of one person, table by table, for that person alone."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select

from rules.address import Address
from rules.own_data import LEFT_OUT, SECTIONS
from storage.connection import Connection
from storage.tables import (
    answers,
    call_backs,
    check_ins,
    experiments,
    inbox,
    invitations,
    memberships,
    metadata,
    outbox,
    people,
    practices,
    rounds,
)

Rows = Sequence[Mapping[str, Any]]
#: Of a table: which rows are somebody's, by person id and address.
Whose = Callable[[Table, int, Address], ColumnElement[bool]]


def _by_person(table: Table, person_id: int, _address: Address) -> ColumnElement[bool]:
    return table.c.person_id == person_id


def _by_membership(table: Table, person_id: int, _address: Address) -> ColumnElement[bool]:
    return table.c.membership_id.in_(select(memberships.c.id).where(memberships.c.person_id == person_id))


def _by_check_in(table: Table, person_id: int, _address: Address) -> ColumnElement[bool]:
    return table.c.check_in_id.in_(select(check_ins.c.id).where(check_ins.c.person_id == person_id))


def _by_answer(table: Table, person_id: int, _address: Address) -> ColumnElement[bool]:
    mine = select(answers.c.id).join_from(answers, check_ins).where(check_ins.c.person_id == person_id)
    return table.c.answer_id.in_(mine)


#: How a table hangs on a person, where it is not by `person_id`.
_OTHERWISE: dict[str, Whose] = {
    "people": lambda _, person_id, address: people.c.id == person_id,
    "experiment_members": _by_membership,
    "check_in_experiments": _by_check_in,
    "answers": _by_check_in,
    "released_texts": _by_answer,
    "publications": _by_answer,
    "invitations": lambda _, person_id, address: invitations.c.created_by == person_id,
    "inbox": lambda _, person_id, address: or_(inbox.c.person_id == person_id, inbox.c.chat_id == address),
    "outbox": lambda _, person_id, address: or_(outbox.c.person_id == person_id, outbox.c.chat_id == address),
}


#: By section the column with which the database counts the rows of everybody. A person's own number is drawn by lot.
_COUNTED = {
    "call_backs_handled": "id",
    **{
        name: metadata.tables[name].primary_key.columns[0].name
        for name in SECTIONS
        if name in metadata.tables and name != "people" and len(metadata.tables[name].primary_key.columns) == 1
    },
}
#: By section and column: the section whose rows it counts, or points at.
_POINTS: Mapping[tuple[str, str], str] = {
    **{
        (name, column.name): key.column.table.name
        for name in SECTIONS
        if name in metadata.tables
        for column in metadata.tables[name].columns
        for key in column.foreign_keys
        if key.column.table.name in _COUNTED
    },
    **dict.fromkeys([("memberships", "successor_invitation_id"), ("people", "pending_invitation_id")], "invitations"),
    **{(name, column): name for name, column in _COUNTED.items()},
}
#: Telegram counts the updates of everybody as well.
_UPDATE = re.compile(r'"update_id":\s*\d+,?\s*')


async def everything(connection: Connection, person_id: int, address: Address) -> dict[str, Rows]:
    """By section of rules.own_data.SECTIONS: every row, by column; times are aware UTC."""
    tables = {name: metadata.tables[name] for name in SECTIONS if name in metadata.tables}
    found = {name: await _mine(connection, table, person_id, address) for name, table in tables.items()}
    return found | {"call_backs_handled": await _handled(connection, person_id)}


async def _mine(connection: Connection, table: Table, person_id: int, address: Address) -> Rows:
    whose = _OTHERWISE.get(table.name, _by_person)
    columns = [column for column in table.columns if (table.name, column.name) not in LEFT_OUT]
    rows = select(*columns).where(whose(table, person_id, address)).order_by(*table.primary_key.columns)
    return [dict(row) for row in (await connection.execute(rows)).mappings()]


def numbered(found: Mapping[str, Rows]) -> dict[str, Rows]:
    """The same with each section's rows counted from 1, and what points at one alike; None: at nothing in here.

    The database counts everybody's rows: by the numbers of two such files one could work out what others did between.
    """
    numbers = {
        name: {row[column]: number for number, row in enumerate(found.get(name, ()), 1)}
        for name, column in _COUNTED.items()
    }
    return {name: [_renumbered(name, row, numbers) for row in rows] for name, rows in found.items()}


def _renumbered(name: str, row: Mapping[str, Any], numbers: Mapping[str, Mapping[int, int]]) -> Mapping[str, Any]:
    told: dict[str, Any] = {
        column: numbers[of].get(value) if (of := _POINTS.get((name, column))) else value
        for column, value in row.items()
    }
    return told | {"payload": _UPDATE.sub("", told["payload"])} if told.get("payload") else told


async def _handled(connection: Connection, person_id: int) -> Rows:
    """Requests of others that this person saw to: when, and nothing of whose they were."""
    seen_to = select(call_backs.c.id, call_backs.c.practice_id, call_backs.c.handled_at)
    rows = seen_to.where(call_backs.c.handled_by == person_id).order_by(call_backs.c.id)
    return [dict(row) for row in (await connection.execute(rows)).mappings()]


async def names(connection: Connection, found: Mapping[str, Rows]) -> dict[str, dict[int, str]]:
    """What the ids in these rows stand for: practices and experiments by name, rounds by local date."""
    return {
        "practices": await _named(connection, practices, "name", _ids(found, "practice_id")),
        "experiments": await _named(connection, experiments, "title", _ids(found, "experiment_id")),
        "rounds": await _named(connection, rounds, "opened_on", _ids(found, "round_id")),
    }


async def practice_by_round(connection: Connection, round_ids: Collection[int]) -> dict[int, str]:
    """The name of the practice of each of these rounds."""
    named = select(rounds.c.id, practices.c.name).join_from(rounds, practices).where(rounds.c.id.in_(round_ids))
    return {row[0]: row[1] for row in await connection.execute(named)}


def _ids(found: Mapping[str, Rows], column: str) -> set[int]:
    return {row[column] for rows in found.values() for row in rows if row.get(column) is not None}


async def _named(connection: Connection, table: Table, column: str, ids: set[int]) -> dict[int, str]:
    named = select(table.c.id, table.c[column]).where(table.c.id.in_(ids)).order_by(table.c.id)
    return {row[0]: str(row[1]) for row in await connection.execute(named)}
