"""People and rounds of Zwolle to fill tables with, on one day."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.demo.design_questions import trying_out, work_on
from bot.demo.population import PersonPlan, practice_id, settle
from rules import telling
from rules.access import ANSWERING, Role, Viewer
from rules.address import Address
from scheduler import round_control
from storage import people
from storage.connection import Connection
from storage.rounds import Opening
from tests.once import PROGRAMME

NOW = datetime(2026, 12, 1, 11, 15, tzinfo=UTC)
SLOT = date(2026, 12, 1)
MINIMUM_GROUP = telling.MINIMUM_GROUP
SECOND = timedelta(seconds=1)

#: For what only several processes can get wrong: they share a PostgreSQL, never a SQLite.
on_postgresql = pytest.mark.parametrize("address", ["postgresql"], indirect=True)


async def practice(connection: Connection, slug: str = "zwolle") -> int:
    return await practice_id(connection, slug)


async def member(connection: Connection, address: int, *roles: Role, slug: str = "zwolle") -> Viewer:
    """Somebody who is registered in these roles, in this practice; the same person when they are there already."""
    if (known := await people.viewer(connection, Address(address))) is not None:
        return known
    plan = PersonPlan(address, roles, await practice(connection, slug))
    await settle(connection, [plan], NOW)
    found = await people.viewer(connection, Address(address))
    assert found is not None
    return found


async def experiments_in(connection: Connection, *titles: str) -> list[int]:
    """Experiments of Zwolle under one design question, in this order; their ids."""
    return await work_on(connection, await practice(connection), [trying_out(*titles)], NOW)


def opening(practice_id: int, slot_on: date | None = SLOT, at: datetime = NOW) -> Opening:
    return Opening(practice_id, slot_on, at.date(), at, at + timedelta(days=6))


async def open_round(
    connection: Connection, slug: str = "zwolle", slot_on: date | None = SLOT, at: datetime = NOW
) -> int:
    """A round of this practice with everybody who is eligible now; its id."""
    (opened,) = await open_rounds(connection, [await practice(connection, slug)], slot_on, at)
    return opened


async def open_rounds(
    connection: Connection, practice_ids: Sequence[int], slot_on: date | None = SLOT, at: datetime = NOW
) -> list[int]:
    openings = [opening(practice_id, slot_on, at) for practice_id in practice_ids]
    return await round_control.open_rounds(connection, openings, ANSWERING, PROGRAMME.schedule, at)
