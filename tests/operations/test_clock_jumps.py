"""The time of day jumps, and is put right again: one round opens for each slot, and what is said is said."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from simulator.phone import Telegram
from storage import sending
from storage.tables import rounds
from tests.running_bot import ROUND_OPENS, RunningBot

MINUTE, HOUR, DAY, MONTH = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=30)
FORTNIGHT = timedelta(weeks=2)


async def opened(running_bot: RunningBot) -> Counter[tuple[int, date]]:
    """How many rounds opened for each practice and slot in which somebody was asked."""
    asked = select(rounds.c.practice_id, rounds.c.slot_on).where(rounds.c.state != "skipped")
    async with running_bot.wiring.database.read() as connection:
        return Counter((row[0], row[1]) for row in await connection.execute(asked))


@pytest.mark.parametrize("by", [HOUR, DAY, -HOUR, -DAY, -MONTH], ids=["+hour", "+day", "-hour", "-day", "-month"])
async def test_one_round_opens_for_each_slot_whatever_the_clock_does_around_it(
    running_bot: RunningBot, telegram: Telegram, by: timedelta
) -> None:
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    zwolle = await running_bot.practice_id("zwolle")
    for slot in range(3):
        at = ROUND_OPENS + slot * FORTNIGHT
        for moment in (at - 2 * MINUTE, at - MINUTE + by, at - MINUTE, at, at + by, at + MINUTE):
            await running_bot.tick(moment)
            await running_bot.settles()
        assert (await opened(running_bot))[zwolle, at.date()] == 1
    assert len(await opened(running_bot)) == 3
    assert set((await opened(running_bot)).values()) == {1}


async def test_a_month_ahead_and_put_right_no_slot_opens_twice_and_later_ones_open(
    running_bot: RunningBot, telegram: Telegram
) -> None:
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    zwolle = await running_bot.practice_id("zwolle")
    for moment in (ROUND_OPENS - MINUTE, ROUND_OPENS - MINUTE + MONTH, ROUND_OPENS):
        await running_bot.tick(moment)
        await running_bot.settles()
    for slot in range(6):
        await running_bot.tick(ROUND_OPENS + slot * FORTNIGHT)
        await running_bot.settles()
    assert set((await opened(running_bot)).values()) == {1}
    for slot in (4, 5):
        assert (await opened(running_bot))[zwolle, (ROUND_OPENS + slot * FORTNIGHT).date()] == 1


@pytest.mark.parametrize("ahead", [HOUR, DAY, MONTH], ids=["hour", "day", "month"])
async def test_who_taps_after_the_clock_was_put_right_is_answered(
    running_bot: RunningBot, telegram: Telegram, ahead: timedelta
) -> None:
    anneke = await telegram.person("Anneke")
    await running_bot.settles()
    now = running_bot.clock.now()
    running_bot.clock.move_to(now + ahead)
    async with running_bot.wiring.database.write() as connection:
        await sending.be_silent(connection, running_bot.clock.now() + timedelta(seconds=35))
    await running_bot.tick(now)
    await anneke.opens()
    await running_bot.settles()
    assert (await anneke.last()).by_bot
