"""`/tijd`: when somebody wants to be asked."""

from texts.callback_data import Tap, tap


@tap("tp")
class PartOfDayChosen(Tap):
    """part_of_day: one of them; an hour as "10:30", where that was typed instead of tapping."""

    part_of_day: str


@tap("th")
class OwnHourAsked(Tap):
    """Another hour than these three."""


@tap("td")
class WeekdayChosen(Tap):
    """weekday: 1 (Monday) to 7, or 0 for the usual day."""

    weekday: int
