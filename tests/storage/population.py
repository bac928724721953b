"""People and rounds to fill tables with, straight in storage: what the rooms above would have written."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from programme.loading import load
from rules.access import ANSWERING, Role, Viewer
from storage import experiments, memberships, people, practices, rounds
from storage.connection import Connection
from storage.rounds import Opening

PROGRAMME = load()
NOW = datetime(2026, 12, 1, 11, 15, tzinfo=UTC)
SLOT = date(2026, 12, 1)
MINIMUM_GROUP = 5
SECOND = timedelta(seconds=1)

#: For what only several processes can get wrong: they share a PostgreSQL, never a SQLite.
on_postgresql = pytest.mark.parametrize("address", ["postgresql"], indirect=True)


async def practice(connection: Connection, slug: str = "zwolle") -> int:
    found = await practices.by_slug(connection, slug)
    assert found is not None
    return found.id


async def member(connection: Connection, telegram_id: int, *roles: Role, slug: str = "zwolle") -> Viewer:
    """Somebody who is registered in these roles, in this practice."""
    met = await people.meet(connection, telegram_id, "nl", NOW)
    for role in roles:
        await memberships.begin(connection, met.person_id, await practice(connection, slug), role, NOW)
    for membership in (await _again(connection, met)).memberships:
        await memberships.consent(connection, membership.id, 1, NOW)
        await memberships.complete(connection, membership.id, NOW)
    return await _again(connection, met)


async def _again(connection: Connection, viewer: Viewer) -> Viewer:
    found = await people.viewer_by_id(connection, viewer.person_id)
    assert found is not None
    return found


async def experiments_in(connection: Connection, *titles: str) -> list[int]:
    """Experiments of Zwolle under one design question, in this order; their ids."""
    question = await experiments.put_design_question(
        connection, await practice(connection), "q", "goed", "Hoe helpen wij?", 1, NOW
    )
    return [
        await experiments.put_experiment(connection, question, f"e{position}", title, position, NOW)
        for position, title in enumerate(titles, 1)
    ]


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
    return await rounds.open_all(connection, openings, ANSWERING, PROGRAMME.schedule, at)
