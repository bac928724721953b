"""`/mijnlijn`."""

from rules.payloads.payload import Payload, payload


@payload("own_line")
class OwnLineShown(Payload):
    """Somebody's own answers over time, to that person alone."""
