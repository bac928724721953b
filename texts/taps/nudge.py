"""`/herinner`."""

from texts.callback_data import Tap, tap


@tap("u")
class NudgeConfirmed(Tap):
    round_id: int


@tap("un")
class NudgeDropped(Tap):
    """*Nee, niet nu*."""
