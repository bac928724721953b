"""Words of a practice that give way to others."""

from texts.callback_data import Tap


class RewordingDecided(Tap, code="dw"):
    """The viewer is sure to replace the words; or, when `yes` is False, leaves them."""

    rewording_id: int
    yes: bool


class RewordingTakenBack(Tap, code="db"):
    """*Terugzetten*: the words of before the last change."""

    rewording_id: int
