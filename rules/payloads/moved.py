"""The bot goes on under another name."""

from rules.payloads.payload import Payload, payload


@payload("moved")
class Moved(Payload):
    """The last word of the old bot: where to press Start now."""

    username: str
