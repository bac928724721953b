"""Never more messages than Telegram allows, and none held back for nothing."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.rate_limit import BURST, MOST, PER_SECOND, RateLimiter, telegram_limits


class Seconds:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.floats(0, 3), max_size=60), st.floats(1, 40), st.floats(1, 5))
def test_no_stretch_of_time_holds_more_than_allowed(pauses: Sequence[float], per_second: float, burst: float) -> None:
    clock = Seconds()
    rate_limiter = RateLimiter(per_second, burst, clock)
    sent: list[tuple[float, int]] = []
    for pause in pauses:
        clock.now += pause
        sent.append((clock.now, rate_limiter.available()))
        rate_limiter.spend(rate_limiter.available())
    for first, (begin, _) in enumerate(sent):
        for last, (end, _) in enumerate(sent[first:], first):
            assert sum(count for _, count in sent[first : last + 1]) <= burst + (end - begin) * per_second + 1e-6


@given(st.floats(1, 40), st.integers(1, 5), st.integers(1, 10))
def test_whoever_waits_as_long_as_told_may_send(per_second: float, burst: int, spent: int) -> None:
    clock = Seconds()
    rate_limiter = RateLimiter(per_second, burst, clock)
    rate_limiter.spend(burst + spent)
    assert rate_limiter.available() <= 0
    clock.now += rate_limiter.seconds_until_next() + 1e-6
    assert rate_limiter.available() == 1
    assert rate_limiter.seconds_until_next() == pytest.approx(0, abs=1e-3)


def test_an_idle_hour_saves_up_no_more_than_a_burst() -> None:
    clock = Seconds()
    rate_limiter = telegram_limits(clock)
    clock.now += 3600
    assert rate_limiter.available() == BURST


@given(st.lists(st.floats(0, 0.2), min_size=40, max_size=200))
def test_whoever_comes_late_catches_up_and_still_sends_no_more_than_telegram_allows(delays: Sequence[float]) -> None:
    clock = Seconds()
    rate_limiter = telegram_limits(clock)
    sent: list[float] = []
    for delay in delays:
        clock.now += rate_limiter.seconds_until_next() + delay
        sent += [clock.now] * rate_limiter.available()
        rate_limiter.spend(rate_limiter.available())
    assert all(later - earlier > 1 for earlier, later in zip(sent, sent[MOST:], strict=False))


def test_a_late_turn_costs_no_pace() -> None:
    clock = Seconds()
    rate_limiter = telegram_limits(clock)
    began, sent = clock.now, 0
    while sent < 300:
        clock.now += rate_limiter.seconds_until_next() + 0.01
        sent += rate_limiter.available()
        rate_limiter.spend(rate_limiter.available())
    assert sent / (clock.now - began) == pytest.approx(PER_SECOND, rel=0.02)
