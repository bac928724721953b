"""When somebody is spoken to: at their own time, when it suits better, and never when people rest.

Every moment lies within the round's window and leaves time to answer. Clocks are local, so a clock change
moves nothing.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from rules.cadence import at_local
from rules.holidays import public_holiday

PartOfDay = Literal["morning", "afternoon", "evening"]
#: What *Vanmiddag*, *Vanavond* and *Morgen* stand for.
Later = Literal["afternoon", "evening", "tomorrow"]

CLOCKS: dict[PartOfDay, time] = {"morning": time(9, 30), "afternoon": time(12, 15), "evening": time(19, 0)}
#: Until when it still is the morning, the afternoon, the evening of somebody who is asked late.
PART_ENDS: dict[PartOfDay, time] = {"morning": time(12), "afternoon": time(18), "evening": time(21)}
#: What is said no later than this after it was planned is said on time: a long queue takes a while.
ON_TIME = timedelta(hours=1)
#: *Vanmiddag*: for who was asked at midday.
LATER_TODAY: dict[Later, time] = {"afternoon": time(15, 30), "evening": time(19, 0)}
#: Nobody is reminded from eight in the evening to nine in the morning, on a Sunday or on a public holiday.
QUIET_FROM, QUIET_UNTIL = time(20, 0), time(9, 0)
#: So long before the end of a round nobody is asked any more: there would be no time to answer.
TO_ANSWER = timedelta(hours=2)
#: *Vanmiddag* a few minutes from now is no "later".
AHEAD = timedelta(minutes=30)
SUNDAY = 7


class TimePreference(Struct, frozen=True):
    """When somebody wants to be asked. None for either: when the round opens.

    part_of_day: a PartOfDay, or an hour of one's own as "10:30". weekday: 1 (Monday) to 7.
    """

    part_of_day: str | None = None
    weekday: int | None = None

    @property
    def hour(self) -> time | None:
        """The hour of one's own."""
        return time.fromisoformat(self.part_of_day) if self.part_of_day and self.part_of_day[0].isdecimal() else None

    @property
    def clock(self) -> time | None:
        """At which time of the day."""
        return self.hour or next((clock for part, clock in CLOCKS.items() if part == self.part_of_day), None)


#: When the round opens: nothing else was wished.
WHENEVER = TimePreference()


class Window(Struct, frozen=True):
    """When a round can be answered, in aware UTC times, and the time zone it lives in."""

    opens_at: datetime
    closes_at: datetime
    timezone: str

    def local(self, moment: datetime) -> datetime:
        """The moment as the clocks here show it."""
        return moment.astimezone(ZoneInfo(self.timezone))

    def has_room(self, moment: datetime) -> bool:
        """Whether somebody asked at this moment has the time to answer."""
        return self.opens_at <= moment <= self.closes_at - TO_ANSWER


def asked_at(window: Window, time_preference: TimePreference, since: datetime | None = None) -> datetime:
    """When somebody is asked: on the own day at the own time; else at the own time; else when the round opens.

    Own times pass over Sundays and public holidays; the opening itself is where the schedule puts it.
    since: not before this, when the wish is one of later.
    """
    start = max(window.opens_at, since or window.opens_at)
    if time_preference == WHENEVER:
        return start
    clock = _clock(window, time_preference)
    every = [at for day, at in _moments(window, clock) if at >= start and not _is_day_of_rest(day)]
    on_own_day = (moment for moment in every if window.local(moment).isoweekday() == time_preference.weekday)
    anyway = every[0] if every and time_preference.part_of_day else start
    return next(on_own_day, anyway)


def reminded_at(
    window: Window, time_preference: TimePreference, asked: datetime, days: int, since: datetime | None = None
) -> datetime | None:
    """When to remind somebody who was asked at `asked`: `days` later at the own time, or the next allowed moment.

    None when the round leaves no such moment, or none after `since`.
    """
    start = since or asked
    first_on = window.local(asked).date() + timedelta(days=days)
    for clock in (_clock(window, time_preference), QUIET_UNTIL):
        later = (moment for day, moment in _moments(window, clock) if day >= first_on and moment >= start)
        found = next((moment for moment in later if not is_quiet(moment, window.timezone)), None)
        if found:
            return found
    return None


def said_at(window: Window, time_preference: TimePreference, now: datetime) -> datetime | None:
    """When something of this round that is late, as after an outage, is said: now, or at the next own time.

    Never while people rest. None when the round leaves no such moment.
    """
    if _is_own_hour(window, time_preference, now) and not is_quiet(now, window.timezone):
        return now
    at = next_allowed(asked_at(window, time_preference, now), window.timezone)
    return at if window.has_room(at) else None


def is_on_time(planned: datetime, now: datetime) -> bool:
    """Whether it is still the moment that was chosen for it."""
    return now - planned <= ON_TIME


def _is_own_hour(window: Window, time_preference: TimePreference, moment: datetime) -> bool:
    """Whether somebody wants to be asked at this moment, or at any."""
    local, clock = window.local(moment), time_preference.clock
    is_own_day = time_preference.weekday in (None, local.isoweekday())
    return is_own_day and (clock is None or clock <= local.time() < _ends(clock))


def _ends(clock: time) -> time:
    return next(end for end in PART_ENDS.values() if clock < end)


def later(when: Later, window: Window, time_preference: TimePreference, now: datetime) -> datetime | None:
    """The moment that *Vanmiddag*, *Vanavond* or *Morgen* stands for; None when it is past or the round over."""
    today = window.local(now).date()
    if when == "tomorrow":
        clocks = (_clock(window, time_preference), CLOCKS["morning"])
        choice = [at_local(today + timedelta(days=1), clock, window.timezone) for clock in clocks]
    else:
        choice = [at_local(today, LATER_TODAY[when], window.timezone)]
    return next((moment for moment in choice if moment >= now + AHEAD and window.has_room(moment)), None)


def is_quiet(moment: datetime, timezone: str) -> bool:
    """Whether nobody may be reminded at this moment."""
    local = moment.astimezone(ZoneInfo(timezone))
    return not QUIET_UNTIL <= local.time() < QUIET_FROM or _is_day_of_rest(local.date())


def next_allowed(moment: datetime, timezone: str) -> datetime:
    """This moment, or the first one after it at which people may be reminded."""
    while is_quiet(moment, timezone):
        local = moment.astimezone(ZoneInfo(timezone))
        day = local.date() + timedelta(days=0 if local.time() < QUIET_UNTIL else 1)
        moment = at_local(day, QUIET_UNTIL, timezone)
    return moment


def next_morning(moment: datetime, timezone: str) -> datetime:
    """Nine o'clock on the first day after this one on which people may be disturbed."""
    tomorrow = moment.astimezone(ZoneInfo(timezone)).date() + timedelta(days=1)
    return next_allowed(at_local(tomorrow, QUIET_UNTIL, timezone), timezone)


def _clock(window: Window, time_preference: TimePreference) -> time:
    return time_preference.clock or window.local(window.opens_at).time()


def _moments(window: Window, clock: time) -> Iterator[tuple[date, datetime]]:
    """This time on each day of the window, where there is room to answer."""
    first, last = window.local(window.opens_at).date(), window.local(window.closes_at).date()
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        moment = at_local(day, clock, window.timezone)
        if window.has_room(moment):
            yield day, moment


def _is_day_of_rest(day: date) -> bool:
    return day.isoweekday() == SUNDAY or public_holiday(day) is not None
