"""`/stop` and `/wissen`."""

from texts.callback_data import Tap


class StopAnswered(Tap, code="y"):
    yes: bool


class ErasureAnswered(Tap, code="e"):
    yes: bool
