"""The rounds of a practice."""

from rules.payloads.payload import Payload, payload


@payload("round", subject="practice_id")
class RoundState(Payload):
    """How they go; or is one sure to `confirm` this: "open" or "close"?"""

    practice_id: int
    confirm: str | None = None


@payload("round_too_soon")
class RoundTooSoon(Payload):
    """A round was opened by hand already; from this local day (ISO) on another one may be."""

    from_on: str
