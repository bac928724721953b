"""What somebody asked by letter."""

from texts.callback_data import Tap, tap


@tap("en")
class ErasureDenied(Tap):
    """*Nee*: it was not meant, or not by this person."""

    request_id: int
