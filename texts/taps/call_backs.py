"""Somebody wants to be called back."""

from texts.callback_data import Tap, tap


@tap("ho")
class ContactOffered(Tap):
    """*Ik wil contact*: under the help and under each finished check-in, the same for everybody."""


@tap("hy")
class ContactChosen(Tap):
    """Whether the coordinators are asked to get in touch."""

    wanted: bool


@tap("ha")
class ContactAgreed(Tap):
    """Yes. seen_by: the role of who sees it, as was said above the button."""

    seen_by: str


@tap("h")
class CallBackHandled(Tap):
    """*Afgehandeld*, tapped by a coordinator."""

    call_back_id: int
