"""A check-in at a time that suits better."""

from texts.callback_data import Tap, tap


@tap("z")
class LaterAsked(Tap):
    """*Vanmiddag*, *Vanavond*, *Morgen*: a key of rules.own_time.Later."""

    check_in_id: int
    when: str


@tap("v")
class CheckInResumed(Tap):
    """*Nu invullen*, and *Toch invullen*."""

    check_in_id: int


@tap("n")
class CheckInDeclined(Tap):
    """*Deze keer niet*."""

    check_in_id: int
