"""How many caregivers joined a practice on each day, and whether that looks like one person with many accounts."""

from collections.abc import Mapping
from datetime import date, timedelta

#: So many days are looked at.
DAYS = 28
#: Fewer on one day are never unusual.
_AT_LEAST = 5
#: Nor is a day with no more than so many times what the other days had together.
_TIMES = 2


def begins(today: date) -> date:
    """The first day that is looked at."""
    return today - timedelta(days=DAYS - 1)


def is_unusual(by_day: Mapping[date, int]) -> bool:
    """Whether on some day many more came than on all other days together: a sign to ask, not a proof."""
    total = sum(by_day.values())
    return any(number >= _AT_LEAST and number > _TIMES * (total - number) for number in by_day.values())
