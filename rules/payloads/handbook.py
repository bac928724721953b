"""`/handleiding`: the coordinators' handbook."""

from rules.payloads.payload import Payload, payload


@payload("handbook")
class Handbook(Payload):
    """The file, in Dutch."""
