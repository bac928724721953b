"""The practices, for the programme's managers."""

from typing import Literal

from rules.payloads.payload import Payload, payload


@payload("practices")
class Practices(Payload):
    """All of them."""

    page: int = 0


@payload("practice", subject="practice_id")
class PracticeCard(Payload):
    """One of them; or the question for a new name, with what was wrong with the last; or is one sure of a `change`?"""

    practice_id: int
    rename: bool = False
    problem: str | None = None
    change: str | None = None


@payload("new_practice")
class NewPractice(Payload):
    """A step of adding one."""

    step: Literal["region", "place", "name"]
    problem: str | None = None
