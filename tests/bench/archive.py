"""A database with a past: rounds upon rounds of answers, closed and frozen, and one round still open."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import literal, select, text, update

from bot.demo.population import PersonPlan, settle
from bot.running import prepare
from programme.loading import load
from rules.access import Role
from rules.telling import MINIMUM_GROUP
from storage import figures, windows
from storage.connection import Connection
from storage.database import Database
from storage.tables import check_ins, memberships, practices, rounds
from tests.bench.multiplying import FIRST_TELEGRAM_ID, SCALES, answer_everything, multiply_person, numbers

PROGRAMME = load()
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
#: So many caregivers each practice has.
CAREGIVERS = 1_000
#: Who asks: so many coordinators in each practice.
FIRST_COORDINATOR, COORDINATORS = 3_000_000, 20
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
        known = list(await connection.scalars(select(practices.c.id).order_by(practices.c.id)))
        for number, practice_id in enumerate(known):
            await _caregivers(connection, practice_id, number * caregivers + 1, caregivers)
        await _coordinators(connection, known)
        for back in range(closed, -1, -1):
            await _round(connection, known, back)
        await connection.execute(text("ANALYZE"))
    await database.close()
    return len(known) * (closed + 1) * caregivers * len(SCALES)


async def _caregivers(connection: Connection, practice_id: int, first: int, count: int) -> None:
    await settle(connection, [PersonPlan(FIRST_TELEGRAM_ID + first, [Role.CAREGIVER], practice_id, id=first)], NOW)
    await multiply_person(connection, first, numbers(first + 1, first + count - 1), {}, {})


async def _coordinators(connection: Connection, practice_ids: list[int]) -> None:
    leading = [(coordinator(one, number), one) for one in practice_ids for number in range(COORDINATORS)]
    await settle(connection, [PersonPlan(chat, [Role.COORDINATOR], one, id=chat) for chat, one in leading], NOW)


async def _round(connection: Connection, practice_ids: list[int], back: int) -> None:
    """A round of all practices, so many turns ago; the newest stays open. Everybody answered everything.

    Nothing is in the outbox: of what was said so long ago nothing would be left.
    """
    at = NOW - timedelta(weeks=2 * back, days=1)
    ended = at + timedelta(days=6)
    window = {"opened_on": at.date(), "opened_at": at, "closes_at": ended}
    rows = [{"practice_id": one, "number": MOST - back, "state": "open", **window} for one in practice_ids]
    opened = list(await connection.scalars(rounds.insert().returning(rounds.c.id), rows))
    await connection.execute(check_ins.insert().from_select(_ASKED, _EVERYBODY.where(rounds.c.id.in_(opened))))
    await windows.begin(connection, opened)
    await answer_everything(connection, at)
    if back:
        await connection.execute(update(rounds).where(rounds.c.id.in_(opened)).values(state="closed", closed_at=ended))
        await figures.freeze(connection, opened, ended)
        await windows.close(connection, opened, PROGRAMME, MINIMUM_GROUP, ended)


_ASKED = ["round_id", "person_id", "as_caregiver", "as_participant"]
_EVERYBODY = (
    select(rounds.c.id, memberships.c.person_id, literal(True), literal(False))
    .join_from(rounds, memberships, memberships.c.practice_id == rounds.c.practice_id)
    .where(memberships.c.role == Role.CAREGIVER.value)
)
