"""The time axis of a picture: a slot for each window, and days in between."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct


class TimeAxis(Struct, frozen=True):
    """Slots of one width from `left` on, each for a window's first and last day; at least one, oldest first."""

    left: float
    slot: float
    days: Sequence[tuple[date, date]]

    @property
    def right(self) -> float:
        return self.left + self.slot * len(self.days)

    def middle(self, number: int) -> float:
        """Of the slot of this number, from 0."""
        return self.left + self.slot * (number + 0.5)

    def place(self, day: date) -> float:
        """Where a day lies: between two windows on their border, before the first and after the last at the ends."""
        for number, (first, last) in enumerate(self.days):
            if day <= last:
                length = max((last - first).days, 1)
                return self.left + self.slot * (number + max((day - first).days, 0) / length)
        return self.right

    def labelled(self, room: float) -> list[int]:
        """The slots under which there is room for a label so wide: the newest, and those at even steps before it."""
        step = max(-int(-room // self.slot), 1)
        return list(range(len(self.days) - 1, -1, -step))[::-1]
