"""School holidays: participants are left in peace, caregivers are not, and each practice may decide otherwise."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from simulator.clock import Clock
from simulator.phone import Telegram
from tests.running_bot import RunningBot, on_sqlite, start_bot
from tests.stories.user import User

pytestmark = on_sqlite

#: In the Christmas holidays of all regions; and in the summer of Noord (Zwolle), but not yet of Midden (Ede).
CHRISTMAS = datetime(2026, 12, 29, 11, 15, tzinfo=UTC)
SUMMER = datetime(2027, 7, 13, 10, 15, tzinfo=UTC)


@pytest.fixture
async def running_bot(telegram: Telegram, clock: Clock, database_url: str) -> AsyncIterator[RunningBot]:
    clock.move_to(CHRISTMAS - timedelta(days=7))
    async with start_bot(telegram, clock, database_url) as running_bot:
        yield running_bot


async def asked(user: User) -> int:
    """How many check-ins have begun on this phone; one that was closed says so."""
    begun = ("U kunt antwoorden tot", "Deze check-in is gesloten.")
    return sum(any(words in shown.text for words in begun) for shown in await user.sees_all())


async def test_participants_are_left_in_peace_in_the_school_holidays(
    running_bot: RunningBot, anneke: User, bram: User, els: User
) -> None:
    await anneke.registers("caregiver")
    await bram.registers("participant")
    await els.registers("caregiver")
    await els.registers("participant")
    await running_bot.opens_round(CHRISTMAS)
    assert [await asked(user) for user in (anneke, bram, els)] == [1, 0, 1]
    thanks = await els.taps("Goed", "Goed", "Ja, goed", "Overslaan")
    assert "Dank u wel." in thanks.text  # nothing was asked of her as a participant
    await running_bot.restart()
    await running_bot.opens_round(CHRISTMAS + timedelta(weeks=2))
    assert [await asked(user) for user in (anneke, bram)] == [2, 1]
    assert "Hoorde u iets van mantelzorgers?" in (await els.taps("Goed", "Goed", "Ja, goed", "Overslaan")).text


async def test_each_region_has_its_own_holidays(running_bot: RunningBot, telegram: Telegram, bram: User) -> None:
    in_ede = User(running_bot, await telegram.person("Iemand"))
    await bram.registers("participant")
    await in_ede.registers("participant", "ede")
    await running_bot.opens_round(SUMMER - timedelta(weeks=2))
    await running_bot.opens_round(SUMMER)
    assert [await asked(user) for user in (bram, in_ede)] == [1, 2]


async def test_a_practice_with_nobody_to_ask_skips_and_says_why(
    running_bot: RunningBot, bram: User, corrie: User
) -> None:
    await bram.registers("participant")
    await corrie.registers("coordinator")
    assert (await running_bot.tick(CHRISTMAS)).opened == 0
    await running_bot.restart()
    shown = await corrie.says("/ronde")
    assert "Op dinsdag 29 december begon er geen ronde. Het was schoolvakantie." in shown.text
    assert await asked(bram) == 0


async def test_a_coordinator_sees_the_next_five_dates_and_decides_who_rests(
    running_bot: RunningBot, anneke: User, bram: User, corrie: User
) -> None:
    await anneke.registers("caregiver")
    await bram.registers("participant")
    await corrie.registers("coordinator")
    shown = await corrie.says("/ronde")
    assert (
        "De volgende 5 rondes:\n"
        "• dinsdag 29 december om 12:15. Alleen mantelzorgers: Kerstvakantie.\n"
        "• dinsdag 12 januari om 12:15.\n"
        "• dinsdag 26 januari om 12:15.\n"
        "• dinsdag 9 februari om 12:15.\n"
        "• dinsdag 23 februari om 12:15. Alleen mantelzorgers: Voorjaarsvakantie."
    ) in shown.text
    resting = await corrie.taps("Mantelzorgers vrij in schoolvakantie")
    assert "• dinsdag 29 december om 12:15. Niemand krijgt een check-in: Kerstvakantie." in resting.text
    turned = await corrie.taps("Deelnemers ook in vakantie vragen")
    assert "• dinsdag 29 december om 12:15. Alleen deelnemers: Kerstvakantie." in turned.text
    await running_bot.restart()
    await running_bot.opens_round(CHRISTMAS)
    assert [await asked(user) for user in (anneke, bram)] == [0, 1]


async def test_why_a_round_is_on_another_day(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    await running_bot.tick(datetime(2028, 12, 20, 12, 0, tzinfo=UTC))
    assert (
        "• woensdag 27 december om 12:15. Een andere dag dan anders: Tweede kerstdag. "
        "Alleen mantelzorgers: Kerstvakantie."
    ) in (await corrie.says("/ronde")).text


async def test_a_round_opened_by_hand_asks_everybody(running_bot: RunningBot, bram: User, corrie: User) -> None:
    await bram.registers("participant")
    await corrie.registers("coordinator")
    await running_bot.tick(CHRISTMAS - timedelta(days=2))
    await corrie.says("/ronde")
    await corrie.taps("Nu openen", "Ja, nu openen")
    assert await asked(bram) == 1


async def test_who_is_left_in_peace_hears_the_date_that_is_theirs(
    running_bot: RunningBot, anneke: User, bram: User
) -> None:
    assert "op dinsdag 29 december om 12:15" in (await anneke.registers("caregiver")).text
    assert "op dinsdag 12 januari om 12:15" in (await bram.registers("participant")).text
    assert await anneke.forges("wr|11|caregiver|1") == "Deze knop werkt niet meer."
