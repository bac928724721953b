"""Words of a practice that give way to others."""

from texts.callback_data import Tap, tap


@tap("dw")
class RewordingDecided(Tap):
    """The viewer is sure to replace the words; or, when `yes` is False, leaves them."""

    rewording_id: int
    yes: bool


@tap("db")
class RewordingTakenBack(Tap):
    """*Terugzetten*: the words of before the last change."""

    rewording_id: int
