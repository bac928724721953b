"""Why somebody gets no questions is theirs to tell: who leads sees the same whether they pause, stopped or are gone.

Each screen may count who is away; two that count by different rules tell the reason by subtraction.
"""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

from rules.access import Role
from rules.outputs import TELLING, by_name
from storage import announcements, invitations, rounds
from storage.connection import Connection
from storage.database import Database
from storage.tables import people
from tests.properties.questions import A_CAREGIVER, LEADERS, Query, queries
from tests.properties.test_small_groups import World, ask, built
from tests.storage.population import NOW, open_round, practice

REASONS = {
    "pauses": {"paused_until": NOW + timedelta(days=30)},
    "stopped": {"stopped_at": NOW},
    "is gone": {"unreachable_at": NOW},
}
AWAY = A_CAREGIVER + 1
FEW = World({"zwolle": [A_CAREGIVER, AWAY, AWAY + 1], "ede": [200], "leiden": [300]}, {})


async def seen_when(file: Path, template: Path, shape: World, reason: str) -> dict[Query, bytes]:
    """Before the next round opens, and while it is open."""
    async with built(template, file, shape) as database:
        async with database.write() as connection:
            await _busy(connection)
            await connection.execute(update(people).where(people.c.id == AWAY).values(REASONS[reason]))
        before = await _everything(database)
        async with database.write() as connection:
            await open_round(connection, slot_on=None)
        return before | {query: before[query] + seen for query, seen in (await _everything(database)).items()}


async def _busy(connection: Connection) -> None:
    """A poster hangs and a message to caregivers is written, so that there is something to see of them."""
    here, leader = await practice(connection), LEADERS["zwolle"]
    await invitations.create(connection, Role.CAREGIVER, here, NOW, created_by=leader)
    await announcements.draft(connection, here, leader, Role.CAREGIVER, "Zaterdag is er koffie", NOW)


async def _everything(database: Database) -> dict[Query, bytes]:
    async with database.read() as connection:
        here = await practice(connection)
        closed = [one.id for one in await rounds.closed_in(connection, here)]
    return {query: await ask(database, query) for query in queries([here], closed) if query.viewer != A_CAREGIVER}


async def test_why_somebody_is_away_shows_in_nothing(template: Path, tmp_path: Path) -> None:
    seen = [await seen_when(tmp_path / f"{number}.db", template, FEW, one) for number, one in enumerate(REASONS)]
    assert [query for query in seen[0] if len({each[query] for each in seen}) > 1] == []


async def test_what_is_said_to_tell_nothing_of_others_does_not_tell_how_many_there_are(
    template: Path, tmp_path: Path
) -> None:
    more = World({**FEW.caregivers, "zwolle": [*FEW.caregivers["zwolle"], *range(150, 157)]}, {})
    seen = [
        await seen_when(tmp_path / f"{len(one.caregivers['zwolle'])}.db", template, one, "stopped")
        for one in (FEW, more)
    ]
    tells_nothing = {name for name, row in by_name().items() if not row.of & TELLING}
    said = [query for query in seen[0] if query.asked and query.asked.KIND in tells_nothing]
    assert {query.asked.KIND for query in said if query.asked and seen[0][query] != seen[1][query]} == set()
