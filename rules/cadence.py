"""When rounds open and close, computed from a schedule.

Slot k has a nominal day: `first_on` plus k times `every_weeks` weeks. A nominal day that is off moves the
slot to a later working day, but never as far as the nominal day of slot k + 1. So each slot stays within its
own stretch of the calendar: slots cannot overtake or meet one another, and the cadence never drifts.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from programme.schedule import Schedule

#: Why a day is off, or None when it is not.
DayOff = Callable[[date], str | None]

_SATURDAY = 5


class Slot(Struct, frozen=True):
    """One opening of a round.

    number: how many slots after `first_on`, from 0.
    nominal_on, opens_on: the local day by the cadence, and the local day after moving.
    opens_at, closes_at: aware UTC times.
    moved_because: why the nominal day was off, or None when the slot stayed there.
    """

    number: int
    nominal_on: date
    opens_on: date
    opens_at: datetime
    closes_at: datetime
    moved_because: str | None


def slot(schedule: Schedule, number: int, day_off: DayOff) -> Slot:
    """The slot with this number. Raises ValueError for a negative number.

    A nominal day that is off gives way to the next day that is neither off nor in a weekend (a nominal
    Saturday that is not off stays). If there is none before the next nominal day, the slot stays where it is:
    a round on a day off is better than none, or two at once.
    It closes at the same local time `open_days` later, or on the next nominal day if that comes first.
    """
    if number < 0:
        raise ValueError(f"a slot's number counts from 0, got {number}")
    nominal_on, next_on = _nominal_on(schedule, number), _nominal_on(schedule, number + 1)
    opens_on = _first_working_day(nominal_on, next_on, day_off)
    closes_on = min(opens_on + timedelta(days=schedule.open_days), next_on)
    return Slot(
        number=number,
        nominal_on=nominal_on,
        opens_on=opens_on,
        opens_at=at_local(opens_on, schedule.at, schedule.timezone),
        closes_at=at_local(closes_on, schedule.at, schedule.timezone),
        moved_because=day_off(nominal_on) if opens_on != nominal_on else None,
    )


def last_due(schedule: Schedule, now: datetime, day_off: DayOff) -> Slot | None:
    """The newest slot with `opens_at <= now`; None before the first.

    now: an aware time. Raises ValueError for a naive one.
    """
    if now.tzinfo is None:
        raise ValueError("now must be an aware time")
    # One further than the date says: where the schedule lives, it may be tomorrow already.
    newest = (now.date() - schedule.first_on) // _step(schedule) + 1
    candidates = (slot(schedule, number, day_off) for number in range(newest, -1, -1))
    return next((candidate for candidate in candidates if candidate.opens_at <= now), None)


def upcoming(schedule: Schedule, now: datetime, day_off: DayOff, count: int) -> list[Slot]:
    """The next `count` slots with `opens_at > now`, soonest first.

    now: an aware time. Raises ValueError for a naive one.
    """
    due = last_due(schedule, now, day_off)
    first = due.number + 1 if due else 0
    return [slot(schedule, number, day_off) for number in range(first, first + count)]


def is_nominal(schedule: Schedule, day: date) -> bool:
    """Whether a slot of this schedule falls on this local day, by the cadence."""
    return day >= schedule.first_on and (day - schedule.first_on) % _step(schedule) == timedelta()


def by_hand(schedule: Schedule, now: datetime) -> datetime:
    """When a round that is opened now closes: after as many days as any other, at the schedule's time of day."""
    today = now.astimezone(ZoneInfo(schedule.timezone)).date()
    return at_local(today + timedelta(days=schedule.open_days), schedule.at, schedule.timezone)


def at_local(day: date, at: time, timezone: str) -> datetime:
    """The UTC time at which clocks in `timezone` show `at` on `day`: exactly one, on every day.

    Where a clock change makes a time occur twice, the first is meant. Where it skips a time, the clock is
    read as if it had not changed yet: 02:30 in a skipped hour happens when the clocks show 03:30. This is
    PEP 495 with fold=0. Raises zoneinfo.ZoneInfoNotFoundError for an unknown time zone.
    """
    return datetime.combine(day, at.replace(fold=0), ZoneInfo(timezone)).astimezone(UTC)


def _step(schedule: Schedule) -> timedelta:
    return timedelta(weeks=schedule.every_weeks)


def _nominal_on(schedule: Schedule, number: int) -> date:
    return schedule.first_on + number * _step(schedule)


def _first_working_day(nominal_on: date, next_on: date, day_off: DayOff) -> date:
    if day_off(nominal_on) is None:
        return nominal_on
    later = (nominal_on + timedelta(days=days) for days in range(1, (next_on - nominal_on).days))
    return next((day for day in later if day.weekday() < _SATURDAY and day_off(day) is None), nominal_on)


def day_before(now: datetime, timezone: str) -> date:
    """The local day that ended last."""
    return now.astimezone(ZoneInfo(timezone)).date() - timedelta(days=1)
