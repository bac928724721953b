"""How many people a practice has."""

from rules.payloads.payload import Payload, payload


@payload("headcount", subject="practice_id")
class PracticeHeadcount(Payload):
    """For its coordinators."""

    practice_id: int
