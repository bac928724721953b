"""`/wissen`."""

from texts.callback_data import Tap


class ErasureAnswered(Tap, code="e"):
    yes: bool
