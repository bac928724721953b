"""What an export takes along: from when on, and which answers without giving anybody away."""

from datetime import datetime, timedelta

#: The periods to choose from, in days back from now; None: everything.
PERIODS: dict[str, int | None] = {"month": 31, "quarter": 92, "year": 366, "all": None}


def since(period: str, now: datetime) -> datetime | None:
    """Rounds that closed from then on are in it; None: all of them. KeyError for a period that does not exist."""
    days = PERIODS[period]
    return now - timedelta(days=days) if days else None


def may_leave(rows: int, counted: int, minimum_group: int) -> bool:
    """Whether these answers to one question in one round may be in an export.

    rows: how many it would show. counted: how many the round's frozen figures count. Who has both may subtract: what
    is missing (an erasure, somebody who left) has to be nobody or a group as well.
    """
    missing = counted - rows
    return rows >= minimum_group and (missing == 0 or missing >= minimum_group)
