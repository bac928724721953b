"""What somebody asked by letter."""

from texts.callback_data import Tap


class ErasureDenied(Tap, code="en"):
    """*Nee*: it was not meant, or not by this person."""

    request_id: int
