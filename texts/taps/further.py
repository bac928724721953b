"""What is asked after the first check-in."""

from texts.callback_data import Tap


class PartOfDayPreferred(Tap, code="fp"):
    """A part of the day, or SKIP: any will do."""

    part_of_day: str


class FurtherAnswered(Tap, code="fa"):
    """A yes or a no for one purpose. shown: the beginning of the fingerprint of what was said about it."""

    purpose: str
    given: bool
    shown: str


class FurtherEnded(Tap, code="fe"):
    """*Niet nu*: nothing more is asked."""
