"""What somebody asked by letter."""

from rules.payloads.payload import Payload, payload


@payload("erasure_asked", subject="request_id")
class ErasureAnnounced(Payload):
    """Somebody asked by letter that everything goes, and when that happens; with *Nee*."""

    request_id: int


@payload("erasure_refused", subject="request_id")
class ErasureRefused(Payload):
    """They said no: nothing goes."""

    request_id: int
