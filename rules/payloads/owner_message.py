"""What whoever is responsible says to everybody of whom something is kept."""

from rules.payloads.payload import Payload, payload


@payload("owner_message", subject="owner_message_id")
class OwnerMessage(Payload):
    """Also to who stopped: what happened to their data concerns them."""

    owner_message_id: int
