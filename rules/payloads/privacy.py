"""What somebody says yes to."""

from rules.payloads.payload import Payload, payload


@payload("privacy")
class Privacy(Payload):
    """As it is now."""


@payload("renewal")
class Renewal(Payload):
    """The notice again, because it is a new one. more: which screen of the whole."""

    more: bool | int = False
