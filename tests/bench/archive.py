"""A database with a past: rounds upon rounds of answers, closed and frozen, and one round still open."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import CTE, Select, String, Table, cast, literal, select, text, update

from bot.running import prepare
from programme.loading import load
from rules.access import Role
from rules.registration import NOTICE_VERSION
from storage import figures
from storage.connection import Connection
from storage.database import Database
from storage.tables import UtcTime, answers, check_ins, memberships, people, practices, rounds

PROGRAMME = load()
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
#: So many caregivers each practice has; and how many of its rounds are behind it, for a million answers in all.
CAREGIVERS, MANY_ROUNDS = 1_000, 30
SCALES = ("samen", "volhouden", "goed")
#: Who asks: so many coordinators in each practice.
FIRST_COORDINATOR, COORDINATORS = 3_000_000, 20
MINIMUM_GROUP = 5
#: Rounds are numbered so that the open one has this number.
MOST = 1_000


def coordinator(practice_id: int, number: int) -> int:
    """The id, and the chat, of one of a practice's coordinators, from 0."""
    return FIRST_COORDINATOR + practice_id * COORDINATORS + number


async def build(address: str, closed: int, caregivers: int = CAREGIVERS) -> int:
    """Fills an empty database with so many closed rounds for each practice; how many answers it then has."""
    database = Database(address)
    await prepare(database, PROGRAMME, lambda: NOW)
    async with database.long_write() as connection:
        known = (await connection.scalars(select(practices.c.id).order_by(practices.c.id))).all()
        for number, practice_id in enumerate(known):
            await _people(connection, practice_id, number * caregivers, caregivers)
        for back in range(closed, -1, -1):
            await _round(connection, list(known), back)
        await connection.execute(text("ANALYZE"))
    await database.close()
    return len(known) * (closed + 1) * caregivers * len(SCALES)


async def _people(connection: Connection, practice_id: int, first: int, count: int) -> None:
    numbers = _numbers(first + 1, first + count)
    person: dict[str, Any] = {
        "id": numbers.c.n,
        "telegram_id": numbers.c.n + 10**9,
        "language": literal("nl"),
        "created_at": literal(NOW, UtcTime()),
    }
    await _fill(connection, people, select(*person.values()), list(person))
    member: dict[str, Any] = {
        "person_id": numbers.c.n,
        "practice_id": literal(practice_id),
        "role": literal(Role.CAREGIVER.value),
        "created_at": literal(NOW, UtcTime()),
        "registered_at": literal(NOW, UtcTime()),
        "consent_version": literal(NOTICE_VERSION),
    }
    await _fill(connection, memberships, select(*member.values()), list(member))
    leaders = [coordinator(practice_id, number) for number in range(COORDINATORS)]
    known = [{"id": one, "telegram_id": one, "language": "nl", "created_at": NOW} for one in leaders]
    await connection.execute(people.insert(), known)
    role = {"practice_id": practice_id, "role": Role.COORDINATOR.value, "created_at": NOW, "registered_at": NOW}
    role["consent_version"] = NOTICE_VERSION
    await connection.execute(memberships.insert(), [role | {"person_id": one} for one in leaders])


async def _round(connection: Connection, practice_ids: list[int], back: int) -> None:
    """A round of all practices, so many turns ago; the newest stays open. Everybody answered everything."""
    at = NOW - timedelta(weeks=2 * back, days=1)
    window = {"opened_on": at.date(), "opened_at": at, "closes_at": at + timedelta(days=6)}
    rows = [{"practice_id": one, "number": MOST - back, "state": "open", **window} for one in practice_ids]
    opened = list((await connection.scalars(rounds.insert().returning(rounds.c.id), rows)).all())
    asked: dict[str, Any] = {
        "round_id": rounds.c.id,
        "person_id": memberships.c.person_id,
        "as_caregiver": literal(True),
        "as_participant": literal(False),
    }
    everybody = select(*asked.values()).join_from(
        rounds, memberships, memberships.c.practice_id == rounds.c.practice_id
    )
    everybody = everybody.where(rounds.c.id.in_(opened), memberships.c.role == Role.CAREGIVER.value)
    await _fill(connection, check_ins, everybody, list(asked))
    await _answers(connection, opened, at)
    if back:
        ended = at + timedelta(days=6)
        await connection.execute(update(rounds).where(rounds.c.id.in_(opened)).values(state="closed", closed_at=ended))
        await figures.freeze(connection, opened, PROGRAMME, MINIMUM_GROUP, ended)


async def _answers(connection: Connection, opened: list[int], at: datetime) -> None:
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
        await _fill(connection, answers, select(*given.values()).where(check_ins.c.round_id.in_(opened)), list(given))


def _numbers(first: int, last: int) -> CTE:
    numbers = select(literal(first).label("n")).cte("numbers", recursive=True)
    return numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < last))


async def _fill(connection: Connection, table: Table, rows: Select[Any], columns: list[str]) -> None:
    await connection.execute(table.insert().from_select(columns, rows))
