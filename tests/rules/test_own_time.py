"""Nobody is asked outside the round or reminded at an hour of rest, whatever they wish and whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cadence import at_local
from rules.holidays import public_holiday
from rules.own_time import (
    AHEAD,
    CLOCKS,
    QUIET_FROM,
    QUIET_UNTIL,
    TO_ANSWER,
    WHENEVER,
    Later,
    PartOfDay,
    TimePreference,
    Window,
    asked_at,
    is_quiet,
    later,
    next_allowed,
    reminded_at,
)

AMSTERDAM = "Europe/Amsterdam"
unhurried = settings(deadline=None)  # the first look at a year's holidays takes longer than the next

own_hours = st.builds("{:02}:{:02}".format, st.integers(9, 19), st.sampled_from((0, 15, 30, 45)))
wishes = st.builds(
    TimePreference, st.none() | st.sampled_from(get_args(PartOfDay)) | own_hours, st.none() | st.integers(1, 7)
)
days = st.dates(date(2020, 1, 1), date(2030, 12, 1))
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 1), timezones=st.just(UTC))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """A round of at least a day, opening at any moment of the waking day."""
    opens_on, at = draw(days), draw(st.times(time(7), time(21)))
    closes_on = opens_on + timedelta(days=draw(st.integers(1, 14)))
    return Window(at_local(opens_on, at, AMSTERDAM), at_local(closes_on, at, AMSTERDAM), AMSTERDAM)


def local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(AMSTERDAM))


def of_days(opens: str, days: int) -> Window:
    opens_at = datetime.fromisoformat(opens).replace(tzinfo=ZoneInfo(AMSTERDAM))
    closes_at = at_local(opens_at.date() + timedelta(days=days), opens_at.time(), AMSTERDAM)
    return Window(opens_at.astimezone(UTC), closes_at, AMSTERDAM)


@given(windows(), wishes)
@unhurried
def test_everybody_is_asked_within_the_round_with_time_to_answer(
    window: Window, time_preference: TimePreference
) -> None:
    asked = asked_at(window, time_preference)
    assert window.opens_at <= asked <= window.closes_at - TO_ANSWER


@given(windows(), wishes)
@unhurried
def test_everybody_is_asked_at_their_own_time_or_when_the_round_opens(
    window: Window, time_preference: TimePreference
) -> None:
    asked = asked_at(window, time_preference)
    if asked == window.opens_at:
        return
    clock = time_preference.clock or local(window.opens_at).time()
    assert local(asked).time() == clock
    assert local(asked).isoweekday() != 7
    assert public_holiday(local(asked).date()) is None


@given(windows(), st.sampled_from(get_args(PartOfDay)), st.integers(1, 6))
@unhurried
def test_the_own_weekday_counts_when_the_round_has_it(window: Window, part: PartOfDay, weekday: int) -> None:
    asked = local(asked_at(window, TimePreference(part, weekday)))
    first, last = local(window.opens_at).date(), local(window.closes_at).date()
    own = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    possible = [
        day
        for day in own
        if day.isoweekday() == weekday
        and public_holiday(day) is None
        and window.has_room(at_local(day, CLOCKS[part], AMSTERDAM))
    ]
    if possible:
        assert asked == local(at_local(possible[0], CLOCKS[part], AMSTERDAM))


@given(windows())
def test_without_a_wish_the_round_opens_for_everybody_at_once(window: Window) -> None:
    assert asked_at(window, WHENEVER) == window.opens_at


@given(windows(), wishes, st.integers(1, 10))
@unhurried
def test_nobody_is_reminded_at_an_hour_of_rest(window: Window, time_preference: TimePreference, after: int) -> None:
    asked = asked_at(window, time_preference)
    reminded = reminded_at(window, time_preference, asked, after)
    if reminded is None:
        return
    assert QUIET_UNTIL <= local(reminded).time() < QUIET_FROM
    assert local(reminded).isoweekday() != 7
    assert public_holiday(local(reminded).date()) is None
    assert (local(reminded).date() - local(asked).date()).days >= after
    assert reminded <= window.closes_at - TO_ANSWER


@given(windows(), wishes, moments | st.none())
@unhurried
def test_a_change_of_wish_never_asks_in_the_past(
    window: Window, time_preference: TimePreference, since: datetime | None
) -> None:
    asked = asked_at(window, time_preference, since)
    assert asked >= max(window.opens_at, since or window.opens_at)


@given(windows(), wishes, st.sampled_from(get_args(Later)), st.floats(0, 1))
@unhurried
def test_later_is_ahead_and_within_the_round(
    window: Window, time_preference: TimePreference, when: Later, part: float
) -> None:
    now = window.opens_at + (window.closes_at - window.opens_at) * part
    moment = later(when, window, time_preference, now)
    if moment is not None:
        assert now + AHEAD <= moment <= window.closes_at - TO_ANSWER
        assert (local(moment).date() - local(now).date()).days == (when == "tomorrow")


@given(moments)
@unhurried
def test_the_next_allowed_moment_is_allowed_and_the_first(moment: datetime) -> None:
    allowed = next_allowed(moment, AMSTERDAM)
    assert not is_quiet(allowed, AMSTERDAM)
    assert allowed == moment or local(allowed).time() == QUIET_UNTIL
    hours = int((allowed - moment) / timedelta(hours=1))
    assert all(is_quiet(moment + timedelta(hours=n), AMSTERDAM) for n in range(hours))


@pytest.mark.parametrize(
    ("opens", "time_preference", "after", "expected"),
    [
        ("2026-12-01T12:15", WHENEVER, 2, "2026-12-03T12:15"),
        ("2026-12-01T12:15", TimePreference("evening"), 2, "2026-12-03T19:00"),
        ("2026-11-27T12:15", WHENEVER, 2, "2026-11-30T12:15"),  # a Sunday
        ("2026-12-23T12:15", WHENEVER, 2, "2026-12-28T12:15"),  # Christmas, and a Sunday
        ("2026-12-01T21:00", WHENEVER, 2, "2026-12-03T09:00"),  # at night
        ("2026-10-23T12:15", WHENEVER, 2, "2026-10-26T12:15"),  # the clocks change
    ],
)
def test_reminders(opens: str, time_preference: TimePreference, after: int, expected: str) -> None:
    window = of_days(opens, 6)
    reminded = reminded_at(window, time_preference, asked_at(window, time_preference), after)
    assert reminded is not None
    assert local(reminded).strftime("%Y-%m-%dT%H:%M") == expected


def test_a_short_round_reminds_early_in_the_day_or_not_at_all() -> None:
    assert reminded_at(of_days("2026-11-28T12:15", 2), WHENEVER, of_days("2026-11-28T12:15", 2).opens_at, 1) == (
        datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    )
    assert reminded_at(of_days("2026-12-01T12:15", 1), WHENEVER, of_days("2026-12-01T12:15", 1).opens_at, 2) is None
