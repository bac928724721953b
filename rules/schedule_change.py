"""A schedule being changed: what there is to choose from, when it can begin, and how it fits on a button.

It never begins before now, nor on the day of an earlier schedule's slot, nor while a round is open: so no slot
lies before the change, none comes twice, and no practice gets two rounds at once.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from msgspec import Struct

from programme.schedule import Schedule
from rules.cadence import at_local, last_due, upcoming
from rules.holidays import public_holiday

Field = Literal["weeks", "weekday", "at", "open", "reminders", "apart", "first"]
FIELDS: tuple[Field, ...] = get_args(Field)

WEEKS = (1, 2, 3, 4, 6, 8)
CLOCKS = (time(9), time(10), time(11), time(12, 15), time(13), time(15), time(17), time(19))
OPEN_DAYS = (3, 4, 5, 6, 8, 10, 13)
REMINDERS = (0, 1, 2, 3)
APART = (1, 2, 3, 5, 7)
#: So many first days are offered; and as far ahead it may begin.
OFFERED, AHEAD = 6, 53
_CODE = "%Y%m%d.%H%M"


class Standing(Struct, frozen=True):
    """When it is changed: the schedule in force, now, and when the last round that is open closes (aware UTC).

    not_before: the first local day on which it may begin; None: any.
    """

    schedule: Schedule
    now: datetime
    busy_until: datetime | None = None
    not_before: date | None = None


def proposal(standing: Standing) -> Schedule:
    """The schedule in force as it would go on: what a change begins with."""
    return _begun(standing.schedule, standing.schedule.first_on.isoweekday(), standing)


def choices(draft: Schedule, field: Field, standing: Standing) -> list[Schedule]:
    """The drafts with another value of this field, the present one among them if it is a usual one."""
    weekday = draft.first_on.isoweekday()
    match field:
        case "weeks":
            return [_changed(draft, every_weeks=n, open_days=min(draft.open_days, 7 * n - 1)) for n in WEEKS]
        case "weekday":
            return [_begun(draft, day, standing) for day in range(1, 8)]
        case "at":
            return [_begun(_changed(draft, at=clock), weekday, standing) for clock in CLOCKS]
        case "open":
            return [_changed(draft, open_days=days) for days in OPEN_DAYS if days < 7 * draft.every_weeks]
        case "reminders":
            return [_changed(draft, reminders=n) for n in REMINDERS]
        case "apart":
            return [_changed(draft, remind_after_days=days) for days in APART]
        case "first":
            return [_changed(draft, first_on=day) for day in islice(first_days(draft, weekday, standing), OFFERED)]


def first_days(draft: Schedule, weekday: int, standing: Standing) -> Iterator[date]:
    """The days, soonest first, on which slot zero of this draft could be. weekday: 1 (Monday) to 7."""
    earliest = max(standing.now, standing.busy_until or standing.now)
    today = max(earliest.astimezone(ZoneInfo(draft.timezone)).date(), standing.not_before or date.min)
    soonest = today + timedelta(days=(weekday - today.isoweekday()) % 7)
    due = last_due(standing.schedule, standing.now, public_holiday)
    for day in (soonest + timedelta(weeks=n) for n in range(AHEAD)):
        opens_at = at_local(day, draft.at, draft.timezone)
        if opens_at > standing.now and opens_at >= earliest and (due is None or day > due.nominal_on):
            yield day


def is_possible(draft: Schedule, standing: Standing) -> bool:
    """Whether it can still begin on its first day."""
    return draft.first_on in first_days(draft, draft.first_on.isoweekday(), standing)


def has_same_times(one: Schedule, other: Schedule) -> bool:
    """Whether rounds begin at the same moments, however long they are open, and whichever of them was the first."""
    weeks = 7 * one.every_weeks
    is_in_step = (one.first_on - other.first_on).days % weeks == 0
    return is_in_step and (one.every_weeks, one.at) == (other.every_weeks, other.at)


def written(draft: Schedule) -> str:
    """The draft in at most 30 characters; `read` is the way back."""
    begins = datetime.combine(draft.first_on, draft.at).strftime(_CODE)
    return f"{begins}.{draft.every_weeks}.{draft.open_days}.{draft.reminders}.{draft.remind_after_days}"


def read(code: str, timezone: str) -> Schedule | None:
    """The draft on a button; None for what `written` cannot have made."""
    day, _, rest = code.partition(".")
    clock, *numbers = rest.split(".")
    if len(numbers) != 4 or not all(number.isascii() and number.isdigit() for number in (day, clock, *numbers)):
        return None
    try:
        begins = datetime.strptime(f"{day}.{clock}", _CODE)
        weeks, days, reminders, apart = map(int, numbers)
        return Schedule(
            first_on=begins.date(),
            at=begins.time(),
            timezone=timezone,
            every_weeks=weeks,
            open_days=days,
            reminders=reminders,
            remind_after_days=apart,
        )
    except ValueError:
        return None


def _begun(draft: Schedule, weekday: int, standing: Standing) -> Schedule:
    """The draft on this weekday, as near as can be to when the next round would have come anyway."""
    following = upcoming(standing.schedule, standing.now, public_holiday, 1)[0].nominal_on
    first_on = min(first_days(draft, weekday, standing), key=lambda day: abs(day - following))
    return _changed(draft, first_on=first_on)


def _changed(draft: Schedule, **values: date | time | int) -> Schedule:
    return draft.model_copy(update=values)
