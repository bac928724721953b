"""A request to be called back."""

from rules.payloads.payload import Payload, payload


@payload("call_back", subject="call_back_id")
class CallBackRequest(Payload):
    """To a coordinator. again: once more, because nobody has seen to it."""

    call_back_id: int
    again: bool = False


@payload("contact_offer")
class ContactOffer(Payload):
    """Whether somebody wants to be called back, whatever they answered."""
