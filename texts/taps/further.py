"""What is asked after the first check-in."""

from texts.callback_data import Tap, tap


@tap("fp")
class PartOfDayPreferred(Tap):
    """A part of the day, or SKIP: any will do."""

    part_of_day: str


@tap("fa")
class FurtherAnswered(Tap):
    """A yes or a no for one purpose. shown: the beginning of the fingerprint of what was said about it."""

    purpose: str
    given: bool
    shown: str


@tap("fe")
class FurtherEnded(Tap):
    """*Niet nu*: nothing more is asked."""
