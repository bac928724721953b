"""`/terugkoppeling`."""

from texts.callback_data import Tap


class DraftTaken(Tap, code="fd"):
    """*Zo beginnen*: the draft that was ready is what is written."""

    practice_id: int


class FeedbackDecided(Tap, code="f"):
    """Whether what was written goes out with the next opening of this practice. seen: a fingerprint of it."""

    practice_id: int
    seen: int
    yes: bool
