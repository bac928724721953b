"""Pauses: why, how long, and until when at the most."""

from datetime import date, datetime, time, timedelta

from rules.cadence import at_local

#: Reasons that fit care. The coordinator learns one only if the person agrees.
REASONS = ("holiday", "hard_week", "admission", "other")
WEEKS = (1, 2, 4)
#: A pause is at most so long; longer is stopping.
LONGEST = timedelta(days=366)
#: How many Mondays are offered to pick from.
PICKED_FROM = 6
#: The end of a pause is announced on the evening before.
ANNOUNCED = time(19, 0)


def in_weeks(today: date, weeks: int) -> date:
    """The day somebody is back after so many weeks."""
    return today + timedelta(weeks=weeks)


def mondays(today: date) -> list[date]:
    """Days to pick the end of a pause from: Mondays, from a week ahead."""
    first = today + timedelta(days=7 + (-today.weekday()) % 7)
    return [first + timedelta(weeks=number) for number in range(PICKED_FROM)]


def is_possible(today: date, back_on: date) -> bool:
    """Whether a pause may end on that day: after today, and within a year."""
    return today < back_on <= today + LONGEST


def ends_at(back_on: date, timezone: str) -> datetime:
    """The moment the pause is over: when that day begins. An aware UTC time."""
    return at_local(back_on, time(0), timezone)


def announced_at(back_on: date, timezone: str) -> datetime:
    """When its end is announced: the evening before. An aware UTC time."""
    return at_local(back_on - timedelta(days=1), ANNOUNCED, timezone)
