"""A coordinator has everybody who has not finished reminded once more: counted, never named, never at night."""

from datetime import timedelta

import pytest

from simulator.phone import Message
from tests.house import ROUND_OPENS, House, on_sqlite
from tests.stories.guest import Guest
from texts.callback_data import NudgeConfirmed, encode

SKIP = "Overslaan"
SURE = "Ja, herinner hen"
REMINDER = "staat nog open"


@pytest.fixture
async def coordinator(house: House, corrie: Guest, anneke: Guest, bram: Guest, els: Guest) -> Guest:
    """Corrie, in whose practice Anneke has finished, Els has begun and Bram has not."""
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await els.registers("caregiver")
    await bram.registers("participant")
    await house.opens_round()
    await anneke.taps(SKIP, SKIP, SKIP, SKIP)
    await els.taps("Goed")
    return corrie


async def at(house: House, **later: float) -> None:
    await house.tick(ROUND_OPENS + timedelta(**later))
    await house.settles()


async def times_reminded(guest: Guest) -> int:
    return len([shown for shown in await guest.sees_all() if REMINDER in shown.text])


def without_clock(shown: Message) -> list[str]:
    return [line for line in shown.text.splitlines() if "De ronde loopt" not in line]


async def test_who_has_not_finished_is_reminded_once_in_a_round(
    house: House, coordinator: Guest, anneke: Guest, bram: Guest, els: Guest
) -> None:
    asked = await coordinator.says("/herinner")
    assert without_clock(asked)[:3] == ["Nog niet klaar in Zwolle", "Mantelzorgers: 1", "Deelnemers: 1"]
    assert "Uw check-in van dinsdag 1 december staat nog open." in asked.text
    assert not [name for name in ("Anneke", "Bram", "Els") if name in asked.text]
    await house.restart()
    done = await coordinator.taps(SURE)
    assert done.id == asked.id
    assert "De herinnering is verstuurd" in done.text
    assert [await times_reminded(guest) for guest in (anneke, bram, els)] == [0, 1, 1]

    again = await coordinator.says("/herinner")
    assert SURE not in again.labels
    assert "De herinnering is verstuurd" in again.text
    assert await times_reminded(bram) == 1


@on_sqlite
async def test_at_night_it_waits_for_the_morning(house: House, coordinator: Guest, bram: Guest) -> None:
    await at(house, hours=9)
    asked = await coordinator.says("/herinner")
    assert "Wij sturen het woensdag 2 december om 09:00." in asked.text
    assert "De herinnering gaat eruit: woensdag 2 december om 09:00." in (await coordinator.taps(SURE)).text
    assert await times_reminded(bram) == 0
    await at(house, hours=21)
    assert await times_reminded(bram) == 1


@on_sqlite
async def test_who_answers_while_it_waits_hears_nothing(house: House, coordinator: Guest, els: Guest) -> None:
    await at(house, hours=9)
    await coordinator.says("/herinner")
    await coordinator.taps(SURE)
    await els.taps(SKIP, SKIP, SKIP)
    await at(house, hours=21)
    assert await times_reminded(els) == 0


@on_sqlite
async def test_five_taps_are_one_nudge(house: House, coordinator: Guest, bram: Guest) -> None:
    await coordinator.says("/herinner")
    await coordinator.taps_often(SURE, 5)
    assert await times_reminded(bram) == 1


@on_sqlite
async def test_there_may_be_nothing_to_send(house: House, coordinator: Guest, bram: Guest, els: Guest) -> None:
    await bram.phone.blocks()
    await els.taps(SKIP, SKIP, SKIP)
    shown = await coordinator.says("/herinner")
    assert "Iedereen is klaar." in shown.text
    assert not shown.labels
    await at(house, days=7)
    assert "Er loopt nu geen ronde in Zwolle." in (await coordinator.says("/herinner")).text


@on_sqlite
async def test_a_change_of_mind_sends_nothing(house: House, coordinator: Guest, bram: Guest) -> None:
    await coordinator.says("/herinner")
    assert "niemand krijgt nu een herinnering" in (await coordinator.taps("Nee, niet nu")).text
    assert await times_reminded(bram) == 0


@on_sqlite
async def test_another_coordinator_cannot(house: House, coordinator: Guest, dirk: Guest, bram: Guest) -> None:
    await dirk.registers("coordinator", "ede")
    assert await dirk.forges(encode(NudgeConfirmed(1))) == "Deze knop werkt niet meer."
    assert await times_reminded(bram) == 0
