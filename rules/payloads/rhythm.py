"""A practice's own rhythm."""

from rules.payloads.payload import Payload, payload


@payload("rhythm", subject="practice_id")
class Rhythm(Payload):
    """As it is; a draft of another; or the values that a field of it can have ("-": neither)."""

    practice_id: int
    field: str = "-"
    draft: str = "-"
