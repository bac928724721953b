"""Roles that end, and who leads."""

from typing import Literal

from rules.payloads.payload import Payload, payload

#: By whom, or by what, a role ended.
How = Literal["leader", "owner", "code", "letter", "successor", "self"]


@payload("role_ended", subject="practice_id")
class RoleEnded(Payload):
    """To who had these roles in a practice (None: in the programme)."""

    practice_id: int | None
    roles: list[str]
    how: How


@payload("leaders", subject="practice_id")
class Leaders(Payload):
    """Who coordinates a practice (None: who leads the programme)."""

    practice_id: int | None
    page: int = 0


@payload("ending_question", subject="membership_id")
class EndingQuestion(Payload):
    """Is one sure to end this leader's role?"""

    membership_id: int


@payload("succession", subject="practice_id")
class Succession(Payload):
    """Handing over to a successor: what it means, and whether a link is out."""

    practice_id: int


@payload("end_by_code", subject="practice_id")
class EndByCode(Payload):
    """Somebody wants to be signed off: how did their code come? Without a way that is asked, else the code."""

    practice_id: int
    way: Literal["", "aloud", "letter"] = ""


@payload("signed_off", subject="practice_id")
class SignedOff(Payload):
    """To the coordinator who typed a code: done (on None), on that day, or it does not work."""

    practice_id: int
    works: bool
    on: str | None = None


@payload("letter_came", subject="ending_id")
class LetterCame(Payload):
    """To who is said to have written a letter: their part ends on a day, unless they say no."""

    ending_id: int


@payload("letter_denied", subject="practice_id")
class LetterDenied(Payload):
    """To the coordinator who has the letter: its writer says no."""

    practice_id: int


@payload("practice_unled", subject="practice_id")
class PracticeUnled(Payload):
    """To the managers: nobody coordinates this practice any more."""

    practice_id: int
