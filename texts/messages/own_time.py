"""`/tijd`: when somebody wants to be asked."""

from datetime import date, datetime, time

from rules.own_time import CLOCKS, SUNDAY, PartOfDay, TimePreference
from texts.catalogue import Translator
from texts.layout import beside, column, lines
from texts.message import Button, Message, button
from texts.taps.own_time import PartOfDayChosen, WeekdayChosen

#: A Monday, to name the days of the week by.
_MONDAY = date(2024, 1, 1)


def own_time(
    t: Translator, time_preference: TimePreference, usual: PartOfDay, next_at: datetime | None, timezone: str
) -> Message:
    """The choice, with what is chosen marked. usual: the part of the day in which rounds open."""
    chosen = time_preference.part_of_day or usual
    parts = (_part(t, part, clock, chosen) for part, clock in CLOCKS.items())
    days = [_day(t, number, time_preference) for number in range(1, SUNDAY)]
    coming = t("own_time.next", moment=t.moment(next_at, timezone)) if next_at else t("own_time.no_next")
    rows = column(*parts, _usual_day(t, time_preference)) + beside(days[:3]) + beside(days[3:])
    return Message(lines(t("own_time.question"), coming), rows)


def _part(t: Translator, part: PartOfDay, clock: time, chosen: PartOfDay) -> Button:
    label = t(f"button.part_{part}", clock=t.clock(clock))
    return button(_marked(t, label, part == chosen), PartOfDayChosen(part))


def _usual_day(t: Translator, time_preference: TimePreference) -> Button:
    return button(_marked(t, t("button.usual_day"), time_preference.weekday is None), WeekdayChosen(0))


def _day(t: Translator, number: int, time_preference: TimePreference) -> Button:
    name = t.weekday(_MONDAY.replace(day=number))
    return button(_marked(t, name, time_preference.weekday == number), WeekdayChosen(number))


def _marked(t: Translator, label: str, chosen: bool) -> str:
    return t("button.chosen", label=label) if chosen else label
