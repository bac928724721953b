"""The morning after a round closed its coordinator gets the summary by itself, unless they would rather not."""

from datetime import timedelta

import pytest

from tests.house import ROUND_OPENS, House, on_sqlite
from tests.stories.guest import Guest
from texts.callback_data import DigestSwitched, encode

CLOSED = timedelta(days=7)
NEXT_MORNING = timedelta(days=7, hours=21)
OFF, ON = "Niet meer vanzelf sturen", "Voortaan vanzelf sturen"


@pytest.fixture
async def coordinator(house: House, corrie: Guest, anneke: Guest) -> Guest:
    """Corrie, in whose practice a round has closed in which Anneke was asked."""
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await house.opens_round()
    await house.tick(ROUND_OPENS + CLOSED)
    return corrie


async def at(house: House, later: timedelta) -> None:
    await house.tick(ROUND_OPENS + later)
    await house.settles()


async def test_the_summary_comes_by_itself_also_when_nobody_answered(
    house: House, coordinator: Guest, anneke: Guest
) -> None:
    before = await coordinator.sees()
    await at(house, NEXT_MORNING - timedelta(minutes=20))
    assert (await coordinator.sees()).id == before.id
    await house.restart()
    await at(house, NEXT_MORNING)
    await at(house, NEXT_MORNING + timedelta(minutes=1))
    words, picture = [shown for shown in await coordinator.sees_all() if shown.id > before.id]
    assert "Zwolle" in words.text
    assert "0 van" in words.text
    assert (await coordinator.phone.downloads(picture)).startswith(b"\x89PNG")
    assert all(shown.silent and shown.protected for shown in (words, picture))
    assert OFF not in (await anneke.sees()).labels


@on_sqlite
async def test_one_tap_switches_it_off_and_another_on(house: House, coordinator: Guest) -> None:
    await at(house, NEXT_MORNING)
    digest = await coordinator.sees()
    assert OFF in digest.labels
    off = await coordinator.taps(OFF)
    assert (off.id, ON in off.labels) == (digest.id, True)
    await house.opens_round(ROUND_OPENS + timedelta(weeks=2))
    await at(house, timedelta(weeks=2) + CLOSED)
    await at(house, timedelta(weeks=2) + NEXT_MORNING)
    assert (await coordinator.sees()).id == digest.id
    asked = await coordinator.says("/samenvatting")
    assert ON in asked.labels
    assert OFF in (await coordinator.taps(ON)).labels


@on_sqlite
async def test_switched_off_in_time_it_does_not_come(house: House, coordinator: Guest) -> None:
    await coordinator.says("/samenvatting")
    off = await coordinator.taps(OFF)
    await at(house, NEXT_MORNING)
    assert (await coordinator.sees()).id == off.id


@on_sqlite
async def test_nobody_switches_for_others(house: House, coordinator: Guest, dirk: Guest) -> None:
    await dirk.registers("coordinator", "ede")
    zwolle = await house.practice_id("zwolle")
    assert await dirk.forges(encode(DigestSwitched(zwolle, 1, on=False))) == "Deze knop werkt niet meer."
    await at(house, NEXT_MORNING)
    assert OFF in (await coordinator.sees()).labels
