"""`/tijd`: when somebody wants to be asked."""

from texts.callback_data import Tap


class PartOfDayChosen(Tap, code="tp"):
    part_of_day: str


class WeekdayChosen(Tap, code="td"):
    """weekday: 1 (Monday) to 7, or 0 for the usual day."""

    weekday: int
