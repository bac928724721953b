"""When a term is over."""

from datetime import UTC, date, datetime

import pytest

from rules.keeping import Keeping, after_months


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 6, 15), 0, date(2026, 6, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(day: date, months: int, later: date) -> None:
    assert after_months(day, months) == later


def test_no_answers_term_begins_before_the_programme_has_a_last_day() -> None:
    assert not Keeping().answers_are_over(datetime(2099, 1, 1, tzinfo=UTC))
