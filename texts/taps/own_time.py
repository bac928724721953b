"""`/tijd`: when somebody wants to be asked."""

from texts.callback_data import Tap


class PartOfDayChosen(Tap, code="tp"):
    """part_of_day: one of them; an hour as "10:30", where that was typed instead of tapping."""

    part_of_day: str


class OwnHourAsked(Tap, code="th"):
    """Another hour than these three."""


class WeekdayChosen(Tap, code="td"):
    """weekday: 1 (Monday) to 7, or 0 for the usual day."""

    weekday: int
