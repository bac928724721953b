"""Somebody wants to be called back."""

from texts.callback_data import Tap


class ContactOffered(Tap, code="ho"):
    """*Ik wil contact*: under the help and under each finished check-in, the same for everybody."""


class ContactChosen(Tap, code="hy"):
    """Whether the coordinators are asked to get in touch."""

    wanted: bool


class ContactAgreed(Tap, code="ha"):
    """Yes. seen_by: the role of who sees it, as was said above the button."""

    seen_by: str


class CallBackHandled(Tap, code="h"):
    """*Afgehandeld*, tapped by a coordinator."""

    call_back_id: int
