"""Who has not finished, and the one nudge of a round."""

from rules.payloads.payload import Payload, payload


@payload("nudge", subject="practice_id")
class Nudge(Payload):
    """For a coordinator."""

    practice_id: int
