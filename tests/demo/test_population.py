"""Settling many people at once leaves the same behind as registering them one by one."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import FromClause, select

from bot.demo.design_questions import trying_out, work_on
from bot.demo.population import PersonPlan, practice_id, settle
from bot.running import prepare
from programme.model import Programme
from rules.access import Role
from rules.address import Address
from rules.consent import Words
from rules.registration import NOTICE_VERSION
from storage import consents, experiments, memberships, people
from storage.connection import Connection
from storage.database import Database
from storage.tables import consents as consent_rows
from storage.tables import experiment_members as experiment_member_rows
from storage.tables import memberships as membership_rows
from storage.tables import people as person_rows
from tests.conftest import MONDAY

ANNEKE, ELS, CORRIE = 101, 7_100_000_102, 103
#: Numbers that differ each time.
BY_CHANCE = {"id", "person_id", "membership_id"}
OF_MEMBERS = person_rows.join(membership_rows)
LEFT = (person_rows, OF_MEMBERS, person_rows.join(consent_rows), OF_MEMBERS.join(experiment_member_rows))
Registering = Callable[[Connection, Sequence[PersonPlan]], Awaitable[object]]


async def _cast(connection: Connection) -> list[PersonPlan]:
    """Of each role somebody; two of them in two roles."""
    zwolle = await practice_id(connection, "zwolle")
    tried = await work_on(connection, zwolle, [trying_out("Soep", "Klok", "Wandelen")], MONDAY)
    return [
        PersonPlan(ANNEKE, [Role.CAREGIVER], zwolle, consents={"take_part": True}),
        PersonPlan(
            ELS,
            [Role.CAREGIVER, Role.PARTICIPANT],
            zwolle,
            language="en",
            organisation="welfare",
            experiments=tried[1:],
            consents={"take_part": True, "research": False},
        ),
        PersonPlan(CORRIE, [Role.COORDINATOR, Role.MANAGER], zwolle, consents={"take_part": True}),
    ]


async def _at_once(connection: Connection, cast: Sequence[PersonPlan]) -> None:
    assert await settle(connection, cast, MONDAY) == [plan.id for plan in cast]


async def _one_by_one(connection: Connection, cast: Sequence[PersonPlan]) -> None:
    for plan in cast:
        met = await people.meet(connection, Address(plan.telegram_id), plan.language, MONDAY)
        for role in plan.roles:
            place = None if role is Role.MANAGER else plan.practice_id
            await memberships.begin(connection, met.person_id, place, role, MONDAY)
        viewer = await people.viewer_by_id(connection, met.person_id)
        assert viewer is not None
        for mine in viewer.memberships:
            await memberships.consent(connection, mine.id, NOTICE_VERSION, None, MONDAY)
            if mine.role is Role.PARTICIPANT:
                await _as_participant(connection, mine.id, plan)
            await memberships.complete(connection, mine.id, MONDAY)
        for purpose, given in plan.consents.items():
            await consents.choose(connection, met.person_id, purpose, given, Words("nl", (), ""), MONDAY)


async def _as_participant(connection: Connection, membership_id: int, plan: PersonPlan) -> None:
    await memberships.say_organisation(connection, membership_id, plan.organisation, MONDAY)
    for experiment in plan.experiments:
        await experiments.toggle(connection, membership_id, experiment)
    await memberships.say_experiments(connection, membership_id, MONDAY)


class Forgotten(Exception):
    """Raised to undo what happened in a savepoint."""


async def _left_by(registering: Registering, connection: Connection, cast: Sequence[PersonPlan]) -> list[set[Any]]:
    left: list[set[Any]] = []
    with suppress(Forgotten):
        async with connection.begin_nested():
            await registering(connection, cast)
            left.extend([await _rows(connection, found) for found in LEFT])
            raise Forgotten
    return left


async def _rows(connection: Connection, found: FromClause) -> set[Any]:
    columns = [column for column in found.c if column.name not in BY_CHANCE]
    return {tuple(row) for row in await connection.execute(select(*columns).select_from(found))}


@pytest.fixture
async def database(database_url: str, programme: Programme) -> AsyncIterator[Database]:
    database = Database(database_url)
    await prepare(database, programme, lambda: MONDAY)
    yield database
    await database.close()


async def test_settling_equals_registering_one_by_one(database: Database) -> None:
    async with database.write() as connection:
        cast = await _cast(connection)
        at_once = await _left_by(_at_once, connection, cast)
        assert at_once == await _left_by(_one_by_one, connection, cast)
    assert [len(rows) for rows in at_once] == [3, 5, 4, 2]


async def test_nobody_to_settle_is_nothing(database: Database) -> None:
    async with database.write() as connection:
        assert await settle(connection, [], MONDAY) == []
        assert await _rows(connection, person_rows) == set()
