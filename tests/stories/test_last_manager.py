"""The programme is never left without somebody who leads it: its last manager cannot go before there is another."""

import asyncio

import pytest

from bot.wiring import wire
from rules import registration
from rules.address import Address
from storage import memberships, people
from storage.connection import Connection
from storage.database import Database
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.user import User, data_of

WHY = "U bent de enige programmaleider."


@pytest.fixture
async def nico(running_bot: RunningBot) -> User:
    """Another manager of the programme."""
    return User(running_bot, await running_bot.telegram.person("Nico"))


async def leads(running_bot: RunningBot, *users: User) -> list[bool]:
    async with running_bot.wiring.database.read() as connection:
        known = [await people.viewer(connection, Address(user.phone.id)) for user in users]
        leading = await memberships.managers(connection)
    return [viewer is not None and viewer.person_id in leading for viewer in known]


@on_both
async def test_who_leads_alone_is_told_what_to_do_first(running_bot: RunningBot, marja: User) -> None:
    await marja.registers("manager")
    told = await marja.says("/wissen")
    assert WHY in told.text
    assert "nieuwe programmaleider" in told.text
    assert told.buttons == []
    assert await leads(running_bot, marja) == [True]


async def test_with_another_one_there_it_is_erased_at_once(running_bot: RunningBot, marja: User, nico: User) -> None:
    await marja.registers("manager")
    assert WHY in (await marja.says("/wissen")).text
    await nico.registers("manager")
    await marja.says("/wissen")
    assert "Alles is gewist." in (await marja.taps("Ja, wis alles")).text
    assert await leads(running_bot, marja, nico) == [False, True]


async def test_of_two_who_erase_themselves_at_once_one_stays(running_bot: RunningBot, marja: User, nico: User) -> None:
    for user in (marja, nico):
        await user.registers("manager")
    for user in (marja, nico):
        await user.says("/wissen")
    await asyncio.gather(*(user.phone.taps("Ja, wis alles") for user in (marja, nico)))
    await running_bot.settles()
    assert sorted(await leads(running_bot, marja, nico)) == [False, True]


async def test_who_asks_while_the_other_one_goes_waits_and_hears_that_nobody_else_is_left(
    running_bot: RunningBot, marja: User, nico: User
) -> None:
    """In two processes, each in the midst of its own transaction."""
    for user in (marja, nico):
        await user.registers("manager")
    here, there = running_bot.wiring.database, wire(running_bot.settings, running_bot.clock.now).database
    async with here.write() as going:
        assert not await memberships.leads_alone(going, await id_of(going, marja))
        asking = asyncio.create_task(asks(there, nico))
        await asyncio.wait([asking], timeout=0.5)  # who does not wait is told at once that Marja is there
        await people.erase(going, await id_of(going, marja))
    assert await asking
    await there.close()


async def asks(database: Database, user: User) -> bool:
    async with database.write() as connection:
        return await memberships.leads_alone(connection, await id_of(connection, user))


async def id_of(connection: Connection, user: User) -> int:
    viewer = await people.viewer(connection, Address(user.phone.id))
    assert viewer
    return viewer.person_id


@on_sqlite
@pytest.mark.parametrize("gone", ["stopped", "blocked"])
async def test_who_cannot_be_told_anything_does_not_lead(
    running_bot: RunningBot, marja: User, nico: User, gone: str
) -> None:
    for user in (marja, nico):
        await user.registers("manager")
    if gone == "stopped":
        await nico.says("/stop")
        await nico.taps("Ja, stoppen")
    else:
        await nico.phone.blocks()
    await running_bot.settles()
    assert WHY in (await marja.says("/wissen")).text


@on_sqlite
async def test_a_button_from_when_there_was_another_one_does_not_count(
    running_bot: RunningBot, marja: User, nico: User
) -> None:
    for user in (marja, nico):
        await user.registers("manager")
    await marja.says("/wissen")
    await nico.says("/wissen")
    await nico.taps("Ja, wis alles")
    assert WHY in (await marja.taps("Ja, wis alles")).text
    assert await leads(running_bot, marja) == [True]


@on_sqlite
async def test_who_leads_alone_cannot_stop_either(running_bot: RunningBot, marja: User) -> None:
    await marja.registers("manager")
    assert WHY in (await marja.says("/stop")).text
    assert WHY in (await marja.says("/wissen")).text


@on_sqlite
async def test_nor_does_the_last_one_take_consent_back(running_bot: RunningBot, marja: User) -> None:
    await marja.registers("manager")
    await marja.says("/privacy")
    assert WHY in (await marja.taps("Mijn ja terugnemen")).text
    assert await leads(running_bot, marja) == [True]


@on_sqlite
async def test_nor_says_no_to_a_new_notice(
    running_bot: RunningBot, marja: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    await marja.registers("manager")
    monkeypatch.setattr(registration, "NOTICE_VERSION", registration.NOTICE_VERSION + 1)
    shown = await marja.says("/programma")
    assert data_of(shown, "Nee")
    assert WHY in (await marja.taps("Nee")).text
    assert await leads(running_bot, marja) == [True]


@on_sqlite
async def test_a_coordinator_may_always_go(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    await corrie.says("/wissen")
    assert "Alles is gewist." in (await corrie.taps("Ja, wis alles")).text
