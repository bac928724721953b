"""`/privacy`: what somebody says yes to."""

from texts.callback_data import Tap


class PurposeChosen(Tap, code="jp"):
    """A yes or a no for one purpose. shown: the beginning of the fingerprint of what was said about it."""

    purpose: str
    given: bool
    shown: str
