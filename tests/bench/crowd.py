"""A database with very many people: what a tick over all of them costs."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import String, case, cast, literal, text

from bot.demo.population import PersonPlan, settle
from bot.running import prepare
from programme.loading import load
from rules.access import Role
from storage import people
from storage.connection import Connection
from storage.database import Database
from storage.tables import UtcTime, practices
from tests.bench.multiplying import FIRST_TELEGRAM_ID, answer_everything, multiply, multiply_person, numbers

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


async def answer(address: str, but_not: int | None = None) -> None:
    """Everybody who was asked, but for those in this round, answers the first three questions."""
    database = Database(address)
    async with database.long_write() as connection:
        await answer_everything(connection, OPENS, but_not)
    await _know_sizes(database)
    await database.close()


async def _practices(connection: Connection, most: int) -> None:
    known = len(load().practices)
    if most > known:
        made = numbers(known + 1, most)
        number = cast(made.c.n, String)
        names = {"slug": literal("practice-") + number, "name": literal("Practice ") + number}
        await multiply(connection, practices, "id", 1, made, id=made.c.n, **names)


async def _people(connection: Connection, crowd: int, one_in: int) -> None:
    await settle(connection, [PersonPlan(FIRST_TELEGRAM_ID + 1, [Role.CAREGIVER], 1, id=1)], BEFORE)
    if one_in > 1:
        await people.stop(connection, 1, BEFORE)
    made = numbers(2, crowd)
    stopped = case((made.c.n % one_in == 0, None), else_=literal(BEFORE, UtcTime()))
    home = (made.c.n - 1) // IN_A_PRACTICE + 1
    await multiply_person(connection, 1, made, {"stopped_at": stopped}, {"practice_id": home})


async def _know_sizes(database: Database) -> None:
    """What autovacuum (PostgreSQL) or a backup's ANALYZE would have done long before there are so many people."""
    async with database.long_write() as connection:
        await connection.execute(text("ANALYZE"))
