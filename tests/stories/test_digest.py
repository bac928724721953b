"""The morning after a round closed its coordinator gets the summary by itself, unless they would rather not."""

from datetime import timedelta

import pytest

from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.summary import DigestSwitched

CLOSED = timedelta(days=7)
NEXT_MORNING = timedelta(days=7, hours=21)
OFF, ON = "Niet meer vanzelf sturen", "Voortaan vanzelf sturen"


@pytest.fixture
async def coordinator(running_bot: RunningBot, corrie: User, anneke: User) -> User:
    """Corrie, in whose practice a round has closed in which Anneke was asked."""
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await running_bot.tick(ROUND_OPENS + CLOSED)
    return corrie


async def at(running_bot: RunningBot, later: timedelta) -> None:
    await running_bot.tick(ROUND_OPENS + later)
    await running_bot.settles()


@on_both
async def test_the_summary_comes_by_itself_also_when_nobody_answered(
    running_bot: RunningBot, coordinator: User, anneke: User
) -> None:
    before = await coordinator.sees()
    await at(running_bot, NEXT_MORNING - timedelta(minutes=20))
    assert (await coordinator.sees()).id == before.id
    await running_bot.restart()
    await at(running_bot, NEXT_MORNING)
    await at(running_bot, NEXT_MORNING + timedelta(minutes=1))
    words, picture = [shown for shown in await coordinator.sees_all() if shown.id > before.id]
    assert "Zwolle" in words.text
    assert "0 van" in words.text
    assert (await coordinator.phone.downloads(picture)).startswith(b"\x89PNG")
    assert all(shown.silent and shown.protected for shown in (words, picture))
    assert OFF not in (await anneke.sees()).labels


@on_sqlite
async def test_one_tap_switches_it_off_and_another_on(running_bot: RunningBot, coordinator: User) -> None:
    await at(running_bot, NEXT_MORNING)
    digest = await coordinator.sees()
    assert OFF in digest.labels
    off = await coordinator.taps(OFF)
    assert (off.id, ON in off.labels) == (digest.id, True)
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=2))
    await at(running_bot, timedelta(weeks=2) + CLOSED)
    await at(running_bot, timedelta(weeks=2) + NEXT_MORNING)
    assert (await coordinator.sees()).id == digest.id
    asked = await coordinator.says("/samenvatting")
    assert ON in asked.labels
    assert OFF in (await coordinator.taps(ON)).labels


@on_sqlite
async def test_switched_off_in_time_it_does_not_come(running_bot: RunningBot, coordinator: User) -> None:
    await coordinator.says("/samenvatting")
    off = await coordinator.taps(OFF)
    await at(running_bot, NEXT_MORNING)
    assert (await coordinator.sees()).id == off.id


@on_sqlite
async def test_nobody_switches_for_others(running_bot: RunningBot, coordinator: User, dirk: User) -> None:
    await dirk.registers("coordinator", "ede")
    zwolle = await running_bot.practice_id("zwolle")
    assert await dirk.forges(encode(DigestSwitched(zwolle, 1, on=False))) == "Deze knop werkt niet meer."
    await at(running_bot, NEXT_MORNING)
    assert OFF in (await coordinator.sees()).labels
