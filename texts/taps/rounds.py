"""`/ronde`: the rounds of a practice."""

from texts.callback_data import Tap, tap


@tap("w")
class RoundShown(Tap):
    practice_id: int


@tap("wa")
class RoundChangeAsked(Tap):
    """action: "open" or "close"."""

    practice_id: int
    action: str


@tap("wc")
class RoundChangeConfirmed(Tap):
    practice_id: int
    action: str


@tap("wr")
class RestChosen(Tap):
    """Whether a role of this practice is left in peace in the school holidays."""

    practice_id: int
    role: str
    rests: bool
