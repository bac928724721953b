"""`/stop` and `/wissen`."""

from texts.callback_data import Tap


class StopAsked(Tap, code="ys"):
    """*Stoppen*: it is asked once."""


class StopAnswered(Tap, code="y"):
    yes: bool


class ErasureAnswered(Tap, code="e"):
    yes: bool
