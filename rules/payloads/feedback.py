"""What was done with the answers of the round before."""

from rules.payloads.payload import Payload, payload


@payload("look_back", subject="round_id")
class LookBack(Payload):
    """To everybody, just before the check-in of this round."""

    round_id: int


@payload("feedback", subject="practice_id")
class PracticeFeedback(Payload):
    """To a coordinator: what is written, or the question to write it."""

    practice_id: int
