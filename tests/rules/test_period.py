"""Quarters, years and the whole: each with its days, and each on a button."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.period import Period, periods, read

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(st.sets(DAYS))
def test_every_day_is_in_the_whole_in_its_year_and_in_its_quarter(days: set[date]) -> None:
    found = periods(days)
    assert len(found) == len(set(found))
    for day in days:
        assert [one.year is None or one.year == day.year for one in found if one.holds(day)] == [True] * 3
    assert all(any(one.holds(day) for day in days) for one in found)


@given(DAYS)
def test_a_key_leads_back(day: date) -> None:
    for one in periods([day]):
        assert read(one.key) == one


def test_the_days_of_a_period() -> None:
    assert Period(2026, 1).days == (date(2026, 1, 1), date(2026, 3, 31))
    assert Period(2026, 4).days == (date(2026, 10, 1), date(2026, 12, 31))
    assert Period(2026).days == (date(2026, 1, 1), date(2026, 12, 31))


def test_the_newest_come_first() -> None:
    assert [one.key for one in periods([date(2026, 2, 1), date(2025, 12, 31)])] == [
        "all",
        "2026",
        "2025",
        "2026q1",
        "2025q4",
    ]


@pytest.mark.parametrize("junk", ["", "2026q5", "2026q", "26", "1999", "2100", "2026q1 ", "٢٠٢٦"])
def test_junk_is_no_period(junk: str) -> None:
    assert read(junk) is None
