"""Never more messages than Telegram allows, and none held back for nothing."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.limits import PER_SECOND, Pace


class Seconds:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.floats(0, 3), max_size=60), st.floats(1, 40), st.floats(1, 5))
def test_no_stretch_of_time_holds_more_than_allowed(pauses: Sequence[float], per_second: float, burst: float) -> None:
    clock = Seconds()
    pace = Pace(per_second, burst, clock)
    sent: list[tuple[float, int]] = []
    for pause in pauses:
        clock.now += pause
        sent.append((clock.now, pace.available()))
        pace.spend(pace.available())
    for first, (begin, _) in enumerate(sent):
        for last, (end, _) in enumerate(sent[first:], first):
            assert sum(count for _, count in sent[first : last + 1]) <= burst + (end - begin) * per_second + 1e-6


@given(st.floats(1, 40), st.integers(1, 5), st.integers(1, 10))
def test_whoever_waits_as_long_as_told_may_send(per_second: float, burst: int, spent: int) -> None:
    clock = Seconds()
    pace = Pace(per_second, burst, clock)
    pace.spend(burst + spent)
    assert pace.available() <= 0
    clock.now += pace.seconds_until_next() + 1e-6
    assert pace.available() == 1
    assert pace.seconds_until_next() == pytest.approx(0, abs=1e-3)


def test_an_idle_hour_saves_up_no_more_than_a_burst() -> None:
    clock = Seconds()
    pace = Pace(clock=clock)
    clock.now += 3600
    assert pace.available() == 1


def test_the_pace_stays_below_telegrams_thirty_a_second() -> None:
    assert PER_SECOND < 30
