"""Whether somebody can be reached."""

from rules.payloads.payload import Payload, payload


@payload("still_there")
class StillThere(Payload):
    """Not a message: a sign that leaves nothing on the phone, to learn whether Telegram still refuses."""
