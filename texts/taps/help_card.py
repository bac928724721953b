"""`/hulpkaart`, and checking it."""

from texts.callback_data import Tap, tap


@tap("hc")
class HelpCardChecked(Tap):
    """A manager found it right, or not."""

    card_id: int
    yes: bool


@tap("hw")
class HelpCardWithdrawn(Tap):
    """It is shown no more."""

    practice_id: int
