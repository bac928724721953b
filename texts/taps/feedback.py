"""`/terugkoppeling`."""

from texts.callback_data import Tap, tap


@tap("fd")
class DraftTaken(Tap):
    """*Zo beginnen*: the draft that was ready is what is written."""

    practice_id: int


@tap("f")
class FeedbackDecided(Tap):
    """Whether what was written goes out with the next opening of this practice. seen: a fingerprint of it."""

    practice_id: int
    seen: int
    yes: bool
