"""Somebody wants to be called back."""

from texts.callback_data import Tap


class CallBackHandled(Tap, code="h"):
    """*Afgehandeld*, tapped by a coordinator."""

    call_back_id: int
