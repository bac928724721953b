"""`/tijd`: everybody is asked at their own time, within the round, whatever the clocks do."""

from datetime import UTC, datetime, timedelta

import pytest

from simulator.clock import Clock
from simulator.phone import Telegram
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite, start_bot
from tests.stories.user import User

pytestmark = on_sqlite

MINUTE = timedelta(minutes=1)
USUAL = "✓ Op de gewone dag"


async def at(running_bot: RunningBot, moment: datetime) -> None:
    """Time reaches this moment."""
    await running_bot.settles()
    await running_bot.tick(moment)
    await running_bot.settles()


async def is_asked(user: User) -> bool:
    return "Hoe ging het samenwerken" in (await user.sees()).text


async def test_the_evening_is_the_evening_for_every_next_message(
    running_bot: RunningBot, anneke: User, bram: User
) -> None:
    await anneke.registers("caregiver")
    await bram.registers("caregiver")
    shown = await anneke.says("/tijd")
    assert "De volgende komt op dinsdag 1 december om 12:15." in shown.text
    assert shown.labels[:5] == [
        "In de ochtend, om 09:30",
        "✓ In de middag, om 12:15",
        "In de avond, om 19:00",
        "Een andere tijd",
        USUAL,
    ]
    chosen = await anneke.taps("In de avond, om 19:00")
    assert chosen.id == shown.id
    assert "✓ In de avond, om 19:00" in chosen.labels
    assert "De volgende komt op dinsdag 1 december om 19:00." in chosen.text

    await running_bot.restart()
    await at(running_bot, ROUND_OPENS)
    assert (await is_asked(anneke), await is_asked(bram)) == (False, True)
    await running_bot.restart()
    evening = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)
    await at(running_bot, evening - MINUTE)
    assert not await is_asked(anneke)
    await at(running_bot, evening)
    assert await is_asked(anneke)
    reminder = evening + timedelta(days=2)
    await at(running_bot, reminder - MINUTE)
    assert await is_asked(anneke)
    await at(running_bot, reminder)
    assert "staat nog open" in (await anneke.sees()).text


async def test_an_hour_of_ones_own_is_typed_and_shown_as_it_was_understood(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/tijd")
    assert "bijvoorbeeld 10:30. Het kan van 09:00 tot 20:00." in (await anneke.taps("Een andere tijd")).text
    assert "Welke tijd bedoelt u?" in (await anneke.says("half elf")).text
    assert "Welke tijd bedoelt u?" in (await anneke.says("11 uur 's avonds")).text
    chosen = await anneke.says("liefst om 15.30 uur")
    assert "De volgende komt op dinsdag 1 december om 15:30." in chosen.text
    assert chosen.labels[3:5] == ["✓ Om 15:30", USUAL]
    await running_bot.restart()
    await at(running_bot, datetime(2026, 12, 1, 14, 29, tzinfo=UTC))
    assert not await is_asked(anneke)
    await at(running_bot, datetime(2026, 12, 1, 14, 30, tzinfo=UTC))
    assert await is_asked(anneke)


async def test_an_hour_can_be_typed_under_the_choice_at_once(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/tijd")
    assert "✓ Om 10:30" in (await anneke.says("om 10:30 graag")).labels
    assert "✓ Om 14:00" in (await anneke.says("2 uur")).labels
    assert "✓ In de avond, om 19:00" in (await anneke.says("in de avond")).labels


async def test_who_wants_no_other_hour_after_all_keeps_the_old_one(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/tijd")
    await anneke.taps("In de avond", "Een andere tijd")
    assert "Er is niets veranderd." in (await anneke.says("nee")).text
    assert "✓ In de avond, om 19:00" in (await anneke.says("/tijd")).labels


async def test_the_morning_is_the_next_one_within_the_round(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/tijd")
    shown = await anneke.taps("In de ochtend")
    assert "De volgende komt op woensdag 2 december om 09:30." in shown.text
    await at(running_bot, ROUND_OPENS)
    assert not await is_asked(anneke)
    await at(running_bot, datetime(2026, 12, 2, 8, 30, tzinfo=UTC))
    assert await is_asked(anneke)


async def test_another_weekday_and_the_usual_one_again(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    shown = await anneke.says("/tijd")
    assert shown.labels[5:] == ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"]
    assert "op donderdag 3 december om 12:15" in (await anneke.taps("donderdag")).text
    again = await anneke.taps("Op de gewone dag")
    assert "op dinsdag 1 december om 12:15" in again.text
    assert USUAL in again.labels
    await anneke.taps("donderdag")
    await running_bot.restart()
    await at(running_bot, ROUND_OPENS)
    assert not await is_asked(anneke)
    await at(running_bot, datetime(2026, 12, 3, 11, 15, tzinfo=UTC))
    assert await is_asked(anneke)


async def test_a_change_of_mind_moves_what_still_waits(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/tijd")
    await anneke.taps("In de avond")
    await at(running_bot, ROUND_OPENS)
    await anneke.taps("In de ochtend")
    await at(running_bot, datetime(2026, 12, 1, 18, 0, tzinfo=UTC))
    assert not await is_asked(anneke)
    await at(running_bot, datetime(2026, 12, 2, 8, 30, tzinfo=UTC))
    assert await is_asked(anneke)


async def test_who_begins_before_their_time_is_not_asked_twice(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/tijd")
    await anneke.taps("In de avond")
    await at(running_bot, ROUND_OPENS)
    await anneke.says("/checkin")
    await anneke.taps("Goed")
    before = await anneke.sees_all()
    await at(running_bot, datetime(2026, 12, 1, 18, 0, tzinfo=UTC))
    assert await anneke.sees_all() == before


@pytest.mark.parametrize(
    ("round_opens", "evening"),
    [
        (datetime(2026, 10, 20, 10, 15, tzinfo=UTC), datetime(2026, 10, 26, 8, 30, tzinfo=UTC)),
        (datetime(2027, 3, 23, 11, 15, tzinfo=UTC), datetime(2027, 3, 27, 8, 30, tzinfo=UTC)),
    ],
)
async def test_a_clock_change_moves_nobodys_time(
    telegram: Telegram, clock: Clock, database_url: str, round_opens: datetime, evening: datetime
) -> None:
    """In autumn on Monday after the change, in spring on Saturday before it: half past nine on the clock."""
    clock.move_to(round_opens - timedelta(days=1))
    async with start_bot(telegram, clock, database_url) as running_bot:
        anneke = User(running_bot, await telegram.person("Anneke"))
        await anneke.registers("caregiver")
        await anneke.says("/tijd")
        await anneke.taps("In de ochtend")
        day = "maandag" if evening.month == 10 else "zaterdag"
        assert "om 09:30" in (await anneke.taps(day)).text
        await at(running_bot, round_opens)
        await at(running_bot, evening - MINUTE)
        assert not await is_asked(anneke)
        await at(running_bot, evening)
        assert await is_asked(anneke)


async def test_forged_choices_change_nothing(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/tijd")
    for forged in ("tp|midnight", "td|7", "td|99", "tp|-"):
        assert await anneke.forges(forged) == "Deze knop werkt niet meer."
    assert "op dinsdag 1 december om 12:15" in (await anneke.says("/tijd")).text
