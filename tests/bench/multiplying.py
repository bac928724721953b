"""Very many rows in a few seconds: the database makes them itself, out of what is there."""

from datetime import datetime
from typing import Any

from sqlalchemy import CTE, String, Table, cast, literal, select, true

from storage.connection import Connection
from storage.tables import UtcTime, answers, check_ins, memberships, people, rounds

#: Everybody answers these, with five options each.
SCALES = ("samen", "volhouden", "goed")
FIRST_TELEGRAM_ID = 10**9


def numbers(first: int, last: int) -> CTE:
    """A column `n`: these numbers; the last is not below the first."""
    made = select(literal(first).label("n")).cte("numbers", recursive=True)
    return made.union_all(select(made.c.n + 1).where(made.c.n < last))


async def multiply(connection: Connection, table: Table, key: str, model: int, made: CTE, **changed: Any) -> None:
    """For each number a row like the one whose `key` is `model`, but for what is changed in it."""
    values = {column.key: column for column in table.c if column.name != "id"} | changed
    rows = select(*values.values()).join_from(table, made, true()).where(table.c[key] == model)
    await connection.execute(table.insert().from_select(list(values), rows))


async def multiply_person(
    connection: Connection, model: int, made: CTE, person: dict[str, Any], member: dict[str, Any]
) -> None:
    """Somebody like this one for each number, which is their id as well; with the same membership."""
    known = {"id": made.c.n, "address": made.c.n + FIRST_TELEGRAM_ID}
    await multiply(connection, people, "id", model, made, **known, **person)
    await multiply(connection, memberships, "person_id", model, made, person_id=made.c.n, **member)


async def answer_everything(connection: Connection, at: datetime, but_not: int | None = None) -> None:
    """Whoever was asked in the rounds that are open, but for this one, answers as a caregiver."""
    opened = select(rounds.c.id).where(rounds.c.state == "open", rounds.c.id.is_distinct_from(but_not))
    for question in SCALES:
        given: dict[str, Any] = {
            "check_in_id": check_ins.c.id,
            "round_id": check_ins.c.round_id,
            "step": literal(question),
            "role": literal("caregiver"),
            "question": literal(question),
            "question_version": literal(1),
            "option": cast(check_ins.c.id % 5 + 1, String),
            "score": check_ins.c.id % 5 + 1,
            "answered_at": literal(at, UtcTime()),
        }
        rows = select(*given.values()).where(check_ins.c.round_id.in_(opened))
        await connection.execute(answers.insert().from_select(list(given), rows))
