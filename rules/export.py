"""From when on an export takes things along."""

from datetime import datetime, timedelta

#: The periods to choose from, in days back from now; None: everything.
PERIODS: dict[str, int | None] = {"month": 31, "quarter": 92, "year": 366, "all": None}


def since(period: str, now: datetime) -> datetime | None:
    """Rounds that closed from then on are in it; None: all of them. KeyError for a period that does not exist."""
    days = PERIODS[period]
    return now - timedelta(days=days) if days else None
