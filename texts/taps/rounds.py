"""`/ronde`: the rounds of a practice."""

from texts.callback_data import Tap


class RoundShown(Tap, code="w"):
    practice_id: int


class RoundChangeAsked(Tap, code="wa"):
    """action: "open" or "close"."""

    practice_id: int
    action: str


class RoundChangeConfirmed(Tap, code="wc"):
    practice_id: int
    action: str


class RestChosen(Tap, code="wr"):
    """Whether a role of this practice is left in peace in the school holidays."""

    practice_id: int
    role: str
    rests: bool
