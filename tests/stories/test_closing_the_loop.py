"""What everybody said comes back with the next check-in, and what was done with it: seen by the coordinator first."""

from datetime import timedelta

import pytest

from simulator.phone import Message, Telegram
from tests.house import ROUND_OPENS, House, on_sqlite
from tests.stories.guest import Guest

pytestmark = on_sqlite

SECOND_ROUND = ROUND_OPENS + timedelta(weeks=2)
SAID, DID = "Dit zeiden jullie de vorige keer", "Dit deden we ermee"
TEXT = "Wij belden <b>iedereen</b> op. De wijkzuster komt nu vaker."
CAREGIVERS = 5


@pytest.fixture
async def caregivers(house: House, telegram: Telegram) -> list[Guest]:
    guests = [Guest(house, await telegram.person(f"Mantelzorger {number}")) for number in range(CAREGIVERS)]
    for guest in guests:
        await guest.registers("caregiver")
    return guests


@pytest.fixture
async def coordinator(house: House, corrie: Guest) -> Guest:
    await corrie.registers("coordinator")
    return corrie


async def looking_back(guest: Guest) -> list[Message]:
    return [shown for shown in await guest.sees_all() if SAID in shown.text or DID in shown.text]


async def all_answer(guests: list[Guest]) -> None:
    for guest in guests:
        await guest.taps("Goed")


async def test_everybody_hears_what_was_said_and_done_with_the_next_opening(
    house: House, caregivers: list[Guest], coordinator: Guest, els: Guest
) -> None:
    await house.opens_round()
    await all_answer(caregivers)
    assert "Wat deden jullie met de antwoorden?" in (await coordinator.says("/terugkoppeling")).text
    await house.restart()
    draft = await coordinator.says("Wij belden.")
    assert draft.labels == ["Ja, meesturen", "Nee, niet sturen"]
    draft = await coordinator.says(TEXT)
    assert f"{DID}\n{TEXT}" in draft.text
    approved = await coordinator.taps("Ja, meesturen")
    assert "Dit gaat mee met de volgende check-in." in approved.text
    assert [await looking_back(guest) for guest in caregivers] == [[]] * CAREGIVERS

    await els.registers("caregiver")  # could not answer the first time
    await house.restart()
    await house.opens_round(SECOND_ROUND)
    for guest in caregivers:
        (back,) = await looking_back(guest)
        *_, before_last, last = await guest.sees_all()
        assert before_last == back
        assert "Hoe ging het samenwerken" in last.text
        assert back.text == (
            f"{SAID}\n5 van 5 mantelzorgers vulden in.\nSamen zorgen: 5 van 5 kozen “Goed”.\n\n{DID}\n{TEXT}"
        )
        assert back.silent
        assert back.buttons == []
    assert await looking_back(els) == []
    assert "Wat deden jullie" in (await coordinator.says("/terugkoppeling")).text  # for the time after


async def test_a_small_group_hears_no_figures(house: House, caregivers: list[Guest], coordinator: Guest) -> None:
    await house.opens_round()
    await all_answer(caregivers[1:])
    await house.opens_round(SECOND_ROUND)
    assert await looking_back(caregivers[0]) == []
    await coordinator.says("/terugkoppeling")
    await coordinator.says(TEXT)
    await coordinator.taps("Ja, meesturen")
    await house.opens_round(SECOND_ROUND + timedelta(weeks=2))
    (back,) = await looking_back(caregivers[0])
    assert "Te weinig antwoorden om te tonen (minder dan 5)." in back.text
    assert "Goed" not in back.text
    assert TEXT in back.text


async def test_nothing_goes_out_without_approval(house: House, caregivers: list[Guest], coordinator: Guest) -> None:
    await house.opens_round()
    await coordinator.says("/terugkoppeling")
    await coordinator.says(TEXT)
    await house.opens_round(SECOND_ROUND)
    await coordinator.says("/terugkoppeling")
    await coordinator.taps("Ja, meesturen")
    assert (await coordinator.taps("Nee, niet sturen")).text == "Goed. Er gaat niets mee."
    await house.opens_round(SECOND_ROUND + timedelta(weeks=2))
    assert await looking_back(caregivers[0]) == []


async def test_a_text_that_is_too_long_is_not_cut(coordinator: Guest) -> None:
    await coordinator.says("/terugkoppeling")
    assert "Dit zijn 600 letters. Graag hooguit 500." in (await coordinator.says("woord " * 99 + "woorde")).text
    assert TEXT in (await coordinator.says(TEXT)).text


async def test_own_time_holds_for_looking_back_as_well(house: House, caregivers: list[Guest]) -> None:
    evening, *_ = caregivers
    await house.opens_round()
    await all_answer(caregivers)
    await evening.says("/tijd")
    await evening.taps("In de avond")
    await house.opens_round(SECOND_ROUND)
    assert await looking_back(evening) == []
    await house.tick(SECOND_ROUND + timedelta(hours=6, minutes=45))
    *_, back, opening = await evening.sees_all()
    assert SAID in back.text
    assert "Hoe ging het samenwerken" in opening.text


async def test_only_the_own_coordinator_decides(house: House, anneke: Guest, telegram: Telegram) -> None:
    await anneke.registers("caregiver")
    assert "Dat kan niet." in (await anneke.says("/terugkoppeling")).text
    assert await anneke.forges("f|11|1") == "Deze knop werkt niet meer."
    dirk = Guest(house, await telegram.person("Dirk"))
    await dirk.registers("coordinator", "ede")
    assert await dirk.forges("f|11|1") == "Deze knop werkt niet meer."
