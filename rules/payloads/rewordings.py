"""Words of a practice that give way to others."""

from rules.payloads.payload import Payload, payload


@payload("rewording", subject="rewording_id")
class RewordingProposed(Payload):
    """Whether one is sure: what stands there now, and what would."""

    rewording_id: int
