"""*Antwoorden* below what caregivers wrote."""

from texts.callback_data import Tap, tap


@tap("ra")
class ReplyAsked(Tap):
    """The next typed text is the answer, for all caregivers of this practice."""

    practice_id: int


@tap("rd")
class ReplyDecided(Tap):
    """Whether what was written goes out with the next opening of this practice. seen: a fingerprint of it."""

    practice_id: int
    seen: int
    yes: bool
