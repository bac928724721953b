"""After an outage nothing that nobody asked for arrives at night, on a Sunday, or outside somebody's own hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.own_time import is_quiet
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.user import User

pytestmark = on_sqlite

AMSTERDAM = "Europe/Amsterdam"


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """In December 2026; the round opens on Tuesday the 1st at 12:15 and closes on Monday the 7th."""
    return datetime(2026, 12, day, hour, minute, tzinfo=ZoneInfo(AMSTERDAM)).astimezone(UTC)


async def arrives(bot: RunningBot, user: User, back_at: datetime) -> datetime:
    """When the check-in of a round that the bot slept through comes: the first minute tick that brings it."""
    at, before = back_at, len(await user.sees_all())
    while len(await user.sees_all()) == before:
        await bot.tick(at)
        await bot.settles()
        at += timedelta(minutes=15)
    return bot.clock.now()


@pytest.mark.parametrize(
    ("back_at", "expected"),
    [
        (local(1, 12, 20), local(1, 12, 20)),
        (local(1, 16), local(1, 16)),
        (local(1, 23, 40), local(2, 9)),
        (local(2, 3, 5), local(2, 9)),
    ],
)
async def test_a_round_that_was_slept_through_is_asked_at_the_next_fitting_hour(
    running_bot: RunningBot, anneke: User, back_at: datetime, expected: datetime
) -> None:
    await anneke.registers("caregiver")
    there = await arrives(running_bot, anneke, back_at)
    assert expected <= there < expected + timedelta(minutes=15)
    assert "Vraag 1 van hooguit 5" in (await anneke.sees()).text


async def test_who_is_asked_in_the_evening_is_not_asked_in_the_morning_after(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/tijd")
    await anneke.taps("In de avond, om 19:00")
    there = await arrives(running_bot, anneke, local(2, 0, 15))
    assert local(2, 19) <= there < local(2, 19, 15)


@pytest.mark.parametrize("hours", [3, 24, 72])
async def test_whatever_was_planned_and_slept_through_waits_for_the_day(
    running_bot: RunningBot, anneke: User, hours: int
) -> None:
    await anneke.registers("caregiver")
    await running_bot.tick(ROUND_OPENS)
    await running_bot.settles()
    await running_bot.tick(ROUND_OPENS + timedelta(days=1))
    before = {shown.id for shown in await anneke.sees_all()}
    back_at = ROUND_OPENS + timedelta(days=2, hours=hours)  # the reminder was due when the outage began
    for minutes in range(0, 24 * 60, 45):
        await running_bot.tick(back_at + timedelta(minutes=minutes))
        await running_bot.settles()
        new = {shown.id for shown in await anneke.sees_all()} - before
        assert not new or not is_quiet(running_bot.clock.now(), AMSTERDAM)
        before |= new
