"""`/hulpkaart`, and checking it."""

from texts.callback_data import Tap


class HelpCardChecked(Tap, code="hc"):
    """A manager found it right, or not."""

    card_id: int
    yes: bool


class HelpCardWithdrawn(Tap, code="hw"):
    """It is shown no more."""

    practice_id: int
