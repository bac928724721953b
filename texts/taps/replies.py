"""*Antwoorden* below what caregivers wrote."""

from texts.callback_data import Tap


class ReplyAsked(Tap, code="ra"):
    """The next typed text is the answer, for all caregivers of this practice."""

    practice_id: int


class ReplyDecided(Tap, code="rd"):
    """Whether what was written goes out with the next opening of this practice. seen: a fingerprint of it."""

    practice_id: int
    seen: int
    yes: bool
