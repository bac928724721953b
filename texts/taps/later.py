"""A check-in at a time that suits better."""

from texts.callback_data import Tap


class LaterAsked(Tap, code="z"):
    """*Vanmiddag*, *Vanavond*, *Morgen*: a key of rules.own_time.Later."""

    check_in_id: int
    when: str


class CheckInResumed(Tap, code="v"):
    """*Nu invullen*, and *Toch invullen*."""

    check_in_id: int


class CheckInDeclined(Tap, code="n"):
    """*Deze keer niet*."""

    check_in_id: int
