"""`/privacy`: what somebody says yes to."""

from texts.callback_data import Tap


class NoticeRead(Tap, code="jr"):
    """The notice once more, for who agreed to it. more: which screen of the whole, from 1; 0: the short one."""

    more: int


class PurposeChosen(Tap, code="jp"):
    """A yes or a no for one purpose. shown: the beginning of the fingerprint of what was said about it."""

    purpose: str
    given: bool
    shown: str
