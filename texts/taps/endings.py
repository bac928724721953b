"""Who leads, and roles that end."""

from texts.callback_data import Tap, tap


@tap("rl")
class LeadersShown(Tap):
    """Who coordinates a practice; 0: who leads the programme."""

    practice_id: int
    page: int


@tap("re")
class EndingAsked(Tap):
    """*Rol beëindigen*, not yet sure."""

    membership_id: int


@tap("rf")
class EndingConfirmed(Tap):
    membership_id: int


@tap("rh")
class SuccessionShown(Tap):
    """*Overdragen*: what it means."""

    practice_id: int


@tap("ri")
class SuccessorInvited(Tap):
    """The viewer is sure: a link for who comes after them."""

    practice_id: int


@tap("rc")
class EndByCodeShown(Tap):
    """*Iemand uitschrijven*: how did the code come?"""

    practice_id: int


@tap("rw")
class CodeWayChosen(Tap):
    """way: "aloud" or "letter"."""

    practice_id: int
    way: str


@tap("rn")
class LetterRefused(Tap):
    """*Nee*: whoever wrote the letter, it was not this person."""

    ending_id: int
