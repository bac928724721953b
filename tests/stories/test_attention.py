"""*Wat aandacht vraagt*: of practices as a whole, in the alphabet's order, and nothing about persons."""

from datetime import timedelta

import pytest

from tests.conftest import MONDAY
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.crowd import EVERY_TWO_WEEKS, answers_widely, caregivers
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.programme import AttentionShown

ATTENTION = "Wat aandacht vraagt"


@pytest.fixture
async def manager(marja: User) -> User:
    await marja.registers("manager")
    return marja


async def looks(manager: User) -> dict[str, str]:
    """By practice what is said of it, in the order in which it is said."""
    await manager.says("/programma")
    shown = await manager.taps(ATTENTION)
    told = shown.text.splitlines()
    while "Volgende →" in shown.labels:
        shown = await manager.taps("Volgende →")
        told += shown.text.splitlines()
    return dict(line.split(": ", 1) for line in told if ": " in line)


@on_both
async def test_practices_without_a_coordinator_or_a_round_in_the_alphabets_order(
    running_bot: RunningBot, manager: User, corrie: User
) -> None:
    await corrie.registers("coordinator")
    found = await looks(manager)
    assert "Zwolle" not in found
    assert len(found) == 10
    assert set(found.values()) == {"Geen coördinator."}
    assert list(found) == sorted(found, key=lambda name: name.replace("'s-", "").casefold())
    await running_bot.tick(MONDAY + timedelta(weeks=7))
    await running_bot.restart()
    assert (await looks(manager))["Zwolle"] == "Al lang geen ronde afgerond."
    await corrie.says("/stop")
    await corrie.taps("Ja, stoppen")
    assert (await looks(manager))["Zwolle"].startswith("Geen coördinator. ")


@on_sqlite
async def test_a_request_that_waits_and_an_invitation_that_nobody_uses(
    running_bot: RunningBot, manager: User, corrie: User, anneke: User
) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await anneke.asks_for_contact()
    await corrie.says("/uitnodigen")
    await corrie.taps("Een deelnemer")
    assert "Zwolle" not in await looks(manager)
    await running_bot.tick(MONDAY + timedelta(days=4))
    assert (await looks(manager))["Zwolle"] == "Iemand wacht al dagen op contact."
    await running_bot.tick(MONDAY + timedelta(days=15))
    assert "Een uitnodiging die niemand gebruikt." in (await looks(manager))["Zwolle"]
    assert "Anneke" not in (await manager.sees()).text


@on_sqlite
async def test_a_response_that_falls_by_more_than_chance(running_bot: RunningBot, manager: User, corrie: User) -> None:
    await corrie.registers("coordinator")
    phones = await caregivers(running_bot, 9)
    for number in range(3):
        await running_bot.opens_round(ROUND_OPENS + number * EVERY_TWO_WEEKS)
        if number < 2:
            await answers_widely(running_bot, phones)
        await running_bot.tick(ROUND_OPENS + number * EVERY_TWO_WEEKS + timedelta(days=6))
        assert ("minder mensen" in (await looks(manager)).get("Zwolle", "")) is (number == 2)


@on_sqlite
@pytest.mark.parametrize("role", ["caregiver", "participant", "coordinator"])
async def test_nobody_else_looks(running_bot: RunningBot, els: User, role: str) -> None:
    await els.registers(role)
    assert await els.forges(encode(AttentionShown(0))) == "Deze knop werkt niet meer."
