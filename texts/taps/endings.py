"""Who leads, and roles that end."""

from texts.callback_data import Tap


class LeadersShown(Tap, code="rl"):
    """Who coordinates a practice; 0: who leads the programme."""

    practice_id: int
    page: int


class EndingAsked(Tap, code="re"):
    """*Rol beëindigen*, not yet sure."""

    membership_id: int


class EndingConfirmed(Tap, code="rf"):
    membership_id: int


class SuccessionShown(Tap, code="rh"):
    """*Overdragen*: what it means."""

    practice_id: int


class SuccessorInvited(Tap, code="ri"):
    """The viewer is sure: a link for who comes after them."""

    practice_id: int


class EndByCodeShown(Tap, code="rc"):
    """*Iemand uitschrijven*: how did the code come?"""

    practice_id: int


class CodeWayChosen(Tap, code="rw"):
    """way: "aloud" or "letter"."""

    practice_id: int
    way: str


class LetterRefused(Tap, code="rn"):
    """*Nee*: whoever wrote the letter, it was not this person."""

    ending_id: int
