"""Periods to report on: a quarter, a year, the whole programme."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

WHOLE = "all"
#: Before and after these days there is nothing to report.
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
_KEY = re.compile(r"([0-9]{4})(?:q([1-4]))?")


class Period(Struct, frozen=True):
    """A year, a quarter of it (1 to 4), or everything (both None). Its key fits a button: "2026q4", "2026", "all"."""

    year: int | None = None
    quarter: int | None = None

    @property
    def key(self) -> str:
        return WHOLE if self.year is None else f"{self.year}q{self.quarter}" if self.quarter else str(self.year)

    @property
    def days(self) -> tuple[date, date]:
        """Its first and its last day; of the whole programme all days there are."""
        if self.year is None:
            return FIRST, LAST
        first = 3 * self.quarter - 2 if self.quarter else 1
        last = 3 * self.quarter if self.quarter else 12
        after = date(self.year + last // 12, last % 12 + 1, 1)
        return date(self.year, first, 1), after - timedelta(days=1)

    def holds(self, day: date) -> bool:
        first, last = self.days
        return first <= day <= last


def read(key: str) -> Period | None:
    """The period with this key; None when there is none."""
    if key == WHOLE:
        return Period()
    found = _KEY.fullmatch(key)
    if not found or not FIRST.year <= int(found[1]) <= LAST.year:
        return None
    return Period(int(found[1]), int(found[2]) if found[2] else None)


def periods(days: Iterable[date]) -> list[Period]:
    """The periods that hold one of these days: the whole, the years and then the quarters, newest first."""
    known = set(days)
    years = sorted({day.year for day in known}, reverse=True)
    quarters = sorted({(day.year, (day.month + 2) // 3) for day in known}, reverse=True)
    whole = [Period()] if known else []
    return [*whole, *(Period(year) for year in years), *(Period(year, quarter) for year, quarter in quarters)]
