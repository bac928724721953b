"""`/herinner`."""

from texts.callback_data import Tap


class NudgeConfirmed(Tap, code="u"):
    round_id: int


class NudgeDropped(Tap, code="un"):
    """*Nee, niet nu*."""
