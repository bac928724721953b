"""An invitation cannot be guessed, and gives no more than it says."""

import asyncio
import base64
from typing import Any

import pytest
from sqlalchemy import select, update

from rules.access import Role
from storage import invitations
from storage.database import Database
from storage.invitations import DEFAULT_DAYS
from storage.tables import invitations as table
from tests.postgres import somebody_waits
from tests.storage.population import NOW, SECOND, on_postgresql, practice

MINUTES_A_DAY = 24 * 60

#: It is not looked at who redeems it.
NOBODY = 0
PATIENCE = 30.0


async def invite(database: Database, role: Role = Role.CAREGIVER, **limits: Any) -> int:
    async with database.write() as connection:
        return await invitations.create(connection, role, await practice(connection), NOW, **limits)


async def redeem(database: Database, invitation_id: int, later: int = 0) -> bool:
    async with database.write() as connection:
        return await invitations.redeem(connection, invitation_id, NOBODY, NOW + later * SECOND)


@pytest.mark.parametrize("attempts", [2, 10])
async def test_of_people_who_redeem_the_last_use_at_once_exactly_one_gets_it(
    database: Database, replica: Database, attempts: int
) -> None:
    invited = await invite(database, Role.COORDINATOR)
    places = [database, replica] * (attempts // 2)
    assert sum(await asyncio.gather(*(redeem(place, invited) for place in places))) == 1


@on_postgresql
async def test_who_redeems_while_somebody_takes_the_last_use_waits_and_gets_nothing(
    database: Database, replica: Database
) -> None:
    """In two processes, each in the midst of its own transaction; SQLite has one writer at a time."""
    invited = await invite(database, Role.COORDINATOR)
    async with asyncio.timeout(PATIENCE), database.write() as connection:
        assert await invitations.redeem(connection, invited, NOBODY, NOW)
        other = asyncio.create_task(redeem(replica, invited))
        while not await somebody_waits(replica):  # noqa: ASYNC110 (in another process)
            await asyncio.sleep(0.005)
    assert not await other


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER])
async def test_a_guarded_role_is_for_one_person_whatever_was_asked(database: Database, role: Role) -> None:
    invited = await invite(database, role, uses=50)
    assert [await redeem(database, invited) for _ in range(2)] == [True, False]


async def test_it_works_as_often_as_it_says(database: Database) -> None:
    invited = await invite(database, uses=2)
    assert [await redeem(database, invited) for _ in range(3)] == [True, True, False]


async def test_it_works_until_it_expires(database: Database) -> None:
    invited = await invite(database, days=1)
    a_day = MINUTES_A_DAY * 60
    assert await redeem(database, invited, later=a_day - 1)
    assert not await redeem(database, invited, later=a_day)
    async with database.read() as connection:
        assert await invitations.is_usable(connection, invited, NOW)
        assert not await invitations.is_usable(connection, invited, NOW + a_day * SECOND)


async def test_a_revoked_one_works_no_more(database: Database) -> None:
    invited = await invite(database)
    async with database.write() as connection:
        await connection.execute(update(table).values(revoked_at=NOW))
    assert not await redeem(database, invited)


async def test_whoever_changes_their_mind_gives_the_use_back(database: Database) -> None:
    invited = await invite(database, Role.COORDINATOR)
    assert await redeem(database, invited)
    async with database.write() as connection:
        await invitations.give_back(connection, invited)
    assert await redeem(database, invited)


async def test_a_token_is_192_random_bits_of_which_only_the_hash_is_kept(database: Database) -> None:
    invited = await invite(database)
    async with database.write() as connection:
        token = await invitations.issue_token(connection, invited)
        stored = (await connection.execute(select(table))).one()
    assert len(base64.urlsafe_b64decode(token)) * 8 == 192
    assert token not in str(stored)


async def test_a_token_leads_to_its_invitation_and_any_other_nowhere(database: Database) -> None:
    invited = await invite(database)
    async with database.write() as connection:
        token = await invitations.issue_token(connection, invited)
        found = await invitations.by_token(connection, token)
        assert await invitations.by_token(connection, token.swapcase()) is None
        assert await invitations.by_token(connection, "") is None
    assert found is not None
    assert (found.id, found.role, (found.expires_at - NOW).days) == (invited, Role.CAREGIVER, DEFAULT_DAYS)


async def test_a_fresh_token_ends_the_one_before(database: Database) -> None:
    invited = await invite(database)
    async with database.write() as connection:
        before = await invitations.issue_token(connection, invited)
        after = await invitations.issue_token(connection, invited)
        assert await invitations.by_token(connection, before) is None
        assert await invitations.by_token(connection, after) is not None
