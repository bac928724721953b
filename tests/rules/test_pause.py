"""Pauses end on a day to come, and people may type that day as they are used to."""

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from rules.pause import LONGEST, PICKED_FROM, announced_at, ends_at, in_weeks, is_possible, mondays
from rules.typed_date import read_date

TODAY = date(2026, 11, 23)
AMSTERDAM = "Europe/Amsterdam"
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
ahead = st.integers(1, 365)


@given(days)
def test_mondays_to_pick_from_are_mondays_to_come(today: date) -> None:
    offered = mondays(today)
    assert len(offered) == PICKED_FROM
    assert all(day.weekday() == 0 and is_possible(today, day) for day in offered)
    assert timedelta(days=7) <= offered[0] - today <= timedelta(days=13)


@given(days, st.integers(1, 52))
def test_weeks_end_on_the_same_weekday(today: date, weeks: int) -> None:
    assert in_weeks(today, weeks).weekday() == today.weekday()
    assert is_possible(today, in_weeks(today, weeks))


def test_a_pause_ends_after_today_and_within_a_year() -> None:
    assert not is_possible(TODAY, TODAY)
    assert not is_possible(TODAY, TODAY + LONGEST + timedelta(days=1))
    assert ends_at(date(2026, 12, 7), AMSTERDAM) == datetime(2026, 12, 6, 23, 0, tzinfo=UTC)
    assert announced_at(date(2026, 12, 7), AMSTERDAM) == datetime(2026, 12, 6, 18, 0, tzinfo=UTC)


@given(days, ahead, st.sampled_from(["d MMMM", "d MMM", "EEEE d MMMM", "d-M", "dd/MM/yyyy", "d.M.yy", "d MMMM yyyy"]))
def test_a_day_comes_back_as_it_was_typed(today: date, days_ahead: int, pattern: str) -> None:
    meant = today + timedelta(days=days_ahead)
    for language in ("nl", "en"):
        assert read_date(format_date(meant, pattern, language), today, language) == meant


@given(st.text())
def test_junk_is_a_day_to_come_or_none(typed: str) -> None:
    found = read_date(typed, TODAY, "nl")
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("15 januari", date(2027, 1, 15)),
        ("Tot 24 dec.", date(2026, 12, 24)),
        ("23 november", date(2027, 11, 23)),  # today has come already
        ("29 februari", date(2028, 2, 29)),
        ("3 mrt", date(2027, 3, 3)),
        ("January 5", date(2027, 1, 5)),
        ("1-2-27", date(2027, 2, 1)),
        ("morgen misschien", None),
        ("45 januari", None),
        ("12 appels", None),
    ],
)
def test_days_as_people_type_them(typed: str, expected: date | None) -> None:
    assert read_date(typed, TODAY, "nl") == expected
