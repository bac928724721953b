"""What wakes the tick is a count of seconds: whatever happens to the time of day, the next tick is a minute away."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.clockwork import every_minute, seconds_until_next

BEGIN = datetime(2026, 12, 1, 11, 14, 40, tzinfo=UTC)
HOUR, DAY, MONTH = timedelta(hours=1), timedelta(days=1), timedelta(days=30)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


class Enough(Exception):
    """The test has seen what it wanted."""


class Time:
    """A clock that somebody moves about while steady seconds go by."""

    def __init__(self, jumps: list[timedelta]) -> None:
        self._jumps = iter(jumps)
        self.ahead = timedelta()
        self.steady = 0.0
        self.ticks: list[float] = []

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self.steady) + self.ahead

    async def sleep(self, seconds: float) -> None:
        self.steady += seconds

    async def tick(self) -> None:
        self.ticks.append(self.steady)
        self.ahead = next(self._jumps, None) or self._enough()

    def _enough(self) -> timedelta:
        raise Enough


@given(MOMENTS)
def test_the_next_tick_is_a_full_minute_and_never_further_off(now: datetime) -> None:
    seconds = seconds_until_next(now)
    assert 0 < seconds <= 60
    assert (now + timedelta(seconds=seconds)).replace(second=0, microsecond=0) == now + timedelta(seconds=seconds)


def test_at_a_full_minute_the_next_one_is_meant() -> None:
    assert seconds_until_next(BEGIN.replace(second=0)) == 60


@pytest.mark.parametrize("by", [HOUR, DAY, MONTH, -HOUR, -DAY, -MONTH, timedelta(seconds=-20)])
async def test_a_clock_that_jumps_and_is_put_right_stops_no_tick(
    by: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    still = timedelta(microseconds=1)  # as good as right
    time = Time([still, by, by, still, still])
    monkeypatch.setattr("scheduler.clockwork.asyncio.sleep", time.sleep)
    with pytest.raises(Enough):
        await every_minute(time.tick, time.now)
    assert len(time.ticks) == 6
    assert all(0 < later - earlier <= 60 for earlier, later in zip(time.ticks, time.ticks[1:], strict=False))


async def test_a_tick_that_takes_long_is_followed_by_the_next_one_and_never_met_by_it() -> None:
    at_once, most = 0, 0

    async def tick() -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.01)
        at_once -= 1

    ticking = asyncio.create_task(every_minute(tick, lambda: BEGIN.replace(second=59, microsecond=999_000)))
    await asyncio.sleep(0.1)
    ticking.cancel()
    assert most == 1
