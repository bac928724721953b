"""What a leader can do, by buttons, and what waits for them."""

from rules.payloads.payload import Payload, payload


@payload("hub")
class Hub(Payload):
    """The commands that stand under this one (`name`: its Dutch word)."""

    name: str


@payload("waiting")
class Waiting(Payload):
    """What waits for a leader."""


@payload("practices_to_work_in")
class PracticesToWorkIn(Payload):
    """In which of several practices? name: the command that is given then."""

    name: str
    page: int = 0


@payload("changes", subject="practice_id")
class Changes(Payload):
    """Who changed what at the desk of a practice, by role."""

    practice_id: int
    page: int = 0
