"""`/terugkoppeling`."""

from texts.callback_data import Tap


class FeedbackDecided(Tap, code="f"):
    """Whether what was written goes out with the next opening of this practice."""

    practice_id: int
    yes: bool
