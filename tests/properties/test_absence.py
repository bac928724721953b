"""Why somebody gets no questions is theirs to tell: who leads sees the same whether they pause, stopped or are gone.

Each screen may count who is away; two that count by different rules tell the reason by subtraction.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path

from bot.demo.population import PersonPlan, settle
from rules.access import Role
from rules.outputs import TELLING, by_name
from scheduler import round_control
from storage import announcements, experiment_desk, invitations, people, rounds
from storage.connection import Connection
from storage.database import Database
from tests.once import PROGRAMME
from tests.properties.questions import A_CAREGIVER, LEADERS, MANAGER, Query, queries
from tests.properties.test_small_groups import K, World, ask, built
from tests.storage.population import NOW, open_round, practice

Goes = Callable[[Connection, int], Awaitable[None]]
REASONS: Mapping[str, Goes] = {
    "pauses": lambda connection, person: people.pause(connection, person, NOW + timedelta(days=30), NOW),
    "stopped": lambda connection, person: people.stop(connection, person, NOW),
    "is gone": lambda connection, person: people.lose(connection, person, NOW),
}
AWAY, PARTICIPANT_AWAY = A_CAREGIVER + 1, A_CAREGIVER + 50
FEW = World({"zwolle": [A_CAREGIVER, AWAY, AWAY + 1], "ede": [200], "leiden": [300]}, {})


async def seen_when(file: Path, template: Path, shape: World, goes: Goes) -> dict[Query, bytes]:
    """While the round is open in which they were asked, when it is closed, and in the next one."""
    async with built(template, file, shape) as database:
        seen: dict[Query, bytes] = {}
        async for looked in _looks(database, goes):
            seen = {query: seen.get(query, b"") + shown for query, shown in looked.items()}
        return seen


async def _looks(database: Database, goes: Goes) -> AsyncIterator[dict[Query, bytes]]:
    async with database.write() as connection:
        opened = await _busy(connection)
        for person in (AWAY, PARTICIPANT_AWAY):
            await goes(connection, person)
    yield await _everything(database)
    async with database.write() as connection:
        await round_control.close_rounds(connection, [opened], PROGRAMME, K, NOW + timedelta(days=6))
    yield await _everything(database)
    async with database.write() as connection:
        await open_round(connection, slot_on=None)
    yield await _everything(database)


async def _busy(connection: Connection) -> int:
    """Somebody works on an experiment, everybody was asked, a poster hangs, one message goes out and one is written."""
    here, leader = await practice(connection), LEADERS["zwolle"]
    tried = [one.id for one in await experiment_desk.running(connection, here)]
    plans = [PersonPlan(one, [Role.PARTICIPANT], here, id=one, experiments=tried) for one in range(149, 152)]
    await settle(connection, plans, NOW)
    opened = await open_round(connection)
    await invitations.create(connection, Role.CAREGIVER, here, NOW, created_by=leader)
    for role in (Role.CAREGIVER, Role.PARTICIPANT):
        await announcements.draft(connection, here, leader, role, "Zaterdag is er koffie", NOW)
        if role is Role.CAREGIVER and (written := await announcements.get(connection, 1)):
            await announcements.send(connection, written, None, NOW + timedelta(hours=9), NOW)
    return opened


async def _everything(database: Database) -> dict[Query, bytes]:
    async with database.read() as connection:
        here = await practice(connection)
        closed = [one.id for one in await rounds.closed_in(connection, here)]
    who_may = (LEADERS["zwolle"], MANAGER)
    return {query: await ask(database, query) for query in queries([here], closed) if query.viewer in who_may}


async def test_why_somebody_is_away_shows_in_nothing(template: Path, tmp_path: Path) -> None:
    seen = [await seen_when(tmp_path / f"{name}.db", template, FEW, goes) for name, goes in REASONS.items()]
    assert [query for query in seen[0] if len({each[query] for each in seen}) > 1] == []


async def test_what_is_said_to_tell_nothing_of_others_does_not_tell_how_many_there_are(
    template: Path, tmp_path: Path
) -> None:
    more = World({**FEW.caregivers, "zwolle": [*FEW.caregivers["zwolle"], *range(160, 167)]}, {})
    seen = [
        await seen_when(tmp_path / f"{len(one.caregivers['zwolle'])}.db", template, one, REASONS["stopped"])
        for one in (FEW, more)
    ]
    tells_nothing = {name for name, row in by_name().items() if not row.of & TELLING}
    said = [query for query in seen[0] if query.asked and query.asked.KIND in tells_nothing]
    assert {query.asked.KIND for query in said if query.asked and seen[0][query] != seen[1][query]} == set()
