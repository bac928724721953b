"""`/tijd`: when somebody wants to be asked."""

from datetime import date, datetime, time

from rules.own_time import CLOCKS, QUIET_FROM, QUIET_UNTIL, SUNDAY, PartOfDay, TimePreference
from texts.catalogue import Translator
from texts.layout import beside, column, lines
from texts.message import Button, Message, button
from texts.taps.own_time import OwnHourAsked, PartOfDayChosen, WeekdayChosen

#: A Monday, to name the days of the week by.
_MONDAY = date(2024, 1, 1)
#: An hour as it can be written.
EXAMPLE = time(10, 30)


def own_time(
    t: Translator, time_preference: TimePreference, usual: PartOfDay, next_at: datetime | None, timezone: str
) -> Message:
    """The choice, with what is chosen marked. usual: the part of the day in which rounds open."""
    chosen = time_preference.part_of_day or usual
    parts = (_part(t, part, clock, chosen) for part, clock in CLOCKS.items())
    days = [_day(t, number, time_preference) for number in range(1, SUNDAY)]
    coming = t("own_time.next", moment=t.moment(next_at, timezone)) if next_at else t("own_time.no_next")
    rows = (
        column(*parts, _own_hour(t, time_preference), _usual_day(t, time_preference))
        + beside(days[:3])
        + beside(days[3:])
    )
    return Message(lines(t("own_time.question"), coming), rows)


def _part(t: Translator, part: PartOfDay, clock: time, chosen: str) -> Button:
    label = t(f"button.part_{part}", clock=t.clock(clock))
    return button(_marked(t, label, part == chosen), PartOfDayChosen(part))


def _own_hour(t: Translator, time_preference: TimePreference) -> Button:
    hour = time_preference.hour
    label = _marked(t, t("button.own_hour_is", clock=t.clock(hour)), True) if hour else t("button.own_hour")
    return button(label, OwnHourAsked())


def which_hour(t: Translator, *, again: bool) -> Message:
    """To be typed. again: what was typed is no hour, or one at which nobody is asked."""
    clocks = {"first": t.clock(QUIET_UNTIL), "last": t.clock(QUIET_FROM), "example": t.clock(EXAMPLE)}
    return Message(t("own_time.which_hour_again" if again else "own_time.which_hour", **clocks))


def _usual_day(t: Translator, time_preference: TimePreference) -> Button:
    return button(_marked(t, t("button.usual_day"), time_preference.weekday is None), WeekdayChosen(0))


def _day(t: Translator, number: int, time_preference: TimePreference) -> Button:
    name = t.weekday(_MONDAY.replace(day=number))
    return button(_marked(t, name, time_preference.weekday == number), WeekdayChosen(number))


def _marked(t: Translator, label: str, chosen: bool) -> str:
    return t("button.chosen", label=label) if chosen else label
