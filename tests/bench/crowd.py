"""A database with very many people, made by the database itself: what a tick over all of them costs."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import CTE, Select, String, Table, case, cast, literal, select, text

from bot.running import prepare
from programme.loading import load
from rules.access import Role
from rules.registration import NOTICE_VERSION
from storage.connection import Connection
from storage.database import Database
from storage.tables import UtcTime, answers, check_ins, memberships, people, practices

#: Between two rounds of the programme; then when the next one opens, and when it closes.
BEFORE = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
OPENS = datetime(2026, 12, 1, 11, 15, 30, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=6)
IN_A_PRACTICE = 100


async def gather(address: str, crowd: int, due: int) -> None:
    """Practices of a hundred caregivers each, `crowd` together; `due` of them are to be asked, the others stopped."""
    database = Database(address)
    await prepare(database, load(), lambda: BEFORE)
    async with database.long_write() as connection:
        await _practices(connection, crowd // IN_A_PRACTICE)
        await _people(connection, crowd, crowd // due)
    await _know_sizes(database)
    await database.close()


async def answer_everything(address: str) -> None:
    """Everybody who was asked answers the first three questions."""
    database = Database(address)
    async with database.long_write() as connection:
        for question in ("samen", "volhouden", "goed"):
            given: dict[str, Any] = {
                "check_in_id": check_ins.c.id,
                "round_id": check_ins.c.round_id,
                "step": literal(question),
                "role": literal("caregiver"),
                "question": literal(question),
                "question_version": literal(1),
                "option": cast(check_ins.c.id % 5 + 1, String),
                "score": check_ins.c.id % 5 + 1,
                "answered_at": literal(OPENS, UtcTime()),
            }
            await _fill(connection, answers, select(*given.values()), list(given))
    await _know_sizes(database)
    await database.close()


async def _practices(connection: Connection, most: int) -> None:
    known = len(load().practices)
    numbers = _numbers(known + 1, most)
    described: dict[str, Any] = {
        "id": numbers.c.n,
        "slug": literal("practice-") + cast(numbers.c.n, String),
        "name": literal("Practice ") + cast(numbers.c.n, String),
        "region": literal("noord"),
        "latitude": literal(52.5),
        "longitude": literal(6.1),
        "created_at": literal(BEFORE, UtcTime()),
    }
    if most > known:
        await _fill(connection, practices, select(*described.values()), list(described))


async def _people(connection: Connection, crowd: int, one_in: int) -> None:
    numbers = _numbers(1, crowd)
    person: dict[str, Any] = {
        "id": numbers.c.n,
        "telegram_id": numbers.c.n + 10**9,
        "language": literal("nl"),
        "created_at": literal(BEFORE, UtcTime()),
        "stopped_at": case((numbers.c.n % one_in == 0, None), else_=literal(BEFORE, UtcTime())),
    }
    await _fill(connection, people, select(*person.values()), list(person))
    member: dict[str, Any] = {
        "person_id": numbers.c.n,
        "practice_id": (numbers.c.n - 1) // IN_A_PRACTICE + 1,
        "role": literal(Role.CAREGIVER.value),
        "created_at": literal(BEFORE, UtcTime()),
        "consent_version": literal(NOTICE_VERSION),
        "registered_at": literal(BEFORE, UtcTime()),
    }
    await _fill(connection, memberships, select(*member.values()), list(member))


def _numbers(first: int, last: int) -> CTE:
    numbers = select(literal(first).label("n")).cte("numbers", recursive=True)
    return numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < last))


async def _fill(connection: Connection, table: Table, rows: Select[Any], columns: list[str]) -> None:
    await connection.execute(table.insert().from_select(columns, rows))


async def _know_sizes(database: Database) -> None:
    """What autovacuum (PostgreSQL) or a backup's ANALYZE would have done long before there are so many people."""
    async with database.long_write() as connection:
        await connection.execute(text("ANALYZE"))
