"""`/privacy`: what somebody says yes to."""

from texts.callback_data import Tap, tap


@tap("jr")
class NoticeRead(Tap):
    """The notice once more, for who agreed to it. more: which screen of the whole, from 1; 0: the short one."""

    more: int


@tap("jp")
class PurposeChosen(Tap):
    """A yes or a no for one purpose. shown: the beginning of the fingerprint of what was said about it."""

    purpose: str
    given: bool
    shown: str
