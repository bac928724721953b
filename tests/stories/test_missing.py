"""Who lets rounds go by hears less of the bot, not more."""

from datetime import timedelta

import pytest

from simulator.phone import Message
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.user import User

pytestmark = on_sqlite


async def round_passes(bot: RunningBot, user: User, number: int) -> list[Message]:
    """What the bot says by itself in the round of that number, reminders and all."""
    opens = ROUND_OPENS + number * timedelta(weeks=2)
    before = {shown.id for shown in await user.sees_all()}
    for day in range(7):
        await bot.tick(opens + timedelta(days=day, minutes=5 if day == 6 else 0))
        await bot.settles()
    return [shown for shown in await user.sees_all() if shown.id not in before]


async def test_from_the_second_missed_round_on_one_message_and_no_reminder(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    assert [len(await round_passes(running_bot, anneke, number)) for number in range(2)] == [2, 2]
    for number in range(2, 6):
        (only,) = await round_passes(running_bot, anneke, number)
        assert "gesloten" in only.text
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=12))
    assert "Zullen wij blijven vragen hoe het gaat?" in (await anneke.sees()).text
    assert await round_passes(running_bot, anneke, 6) == []
    assert await round_passes(running_bot, anneke, 7) == []


async def test_the_one_message_leads_to_the_question_a_pause_or_the_end(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    for number in range(2):
        await round_passes(running_bot, anneke, number)
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=4))
    assert (await anneke.sees()).labels == ["Nu invullen", "Pauze", "Stoppen"]
    assert "Wilt u stoppen?" in (await anneke.taps("Stoppen")).text
    await anneke.taps("Nee, doorgaan")
    await anneke.phone.taps("Nu invullen")
    await anneke.sees()
    assert "Hoe ging het samenwerken" in "".join(shown.text for shown in await anneke.sees_all())


@pytest.mark.parametrize("typed", ["nu invullen", "Nu invullen."])
async def test_its_buttons_can_be_typed(running_bot: RunningBot, anneke: User, typed: str) -> None:
    await anneke.registers("caregiver")
    for number in range(2):
        await round_passes(running_bot, anneke, number)
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=4))
    assert "Hoe ging het samenwerken" in (await anneke.says(typed)).text
