"""When many join on one day, that may be one person with many accounts."""

from datetime import date, timedelta

import pytest

from rules.arrivals import DAYS, begins, is_unusual

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("numbers", "unusual"),
    [
        ([], False),
        ([4], False),
        ([5], True),
        ([2, 2, 5], False),
        ([1, 1, 5], True),
        ([1] * 28, False),
        ([3, 3, 4, 3], False),
        ([6, 12], False),
        ([5, 12], True),
    ],
)
def test_a_day_is_unusual_when_it_outweighs_all_others(numbers: list[int], unusual: bool) -> None:
    assert is_unusual({TODAY - timedelta(days=ago): number for ago, number in enumerate(numbers)}) is unusual


def test_four_weeks_are_looked_at() -> None:
    assert (TODAY - begins(TODAY)).days == DAYS - 1
