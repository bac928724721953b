"""`/pauze`: no check-ins for a while."""

from texts.callback_data import Tap


class PauseAsked(Tap, code="q"):
    """To the first question of a pause."""


class PauseReasonChosen(Tap, code="qr"):
    reason: str


class PauseWeeksChosen(Tap, code="qw"):
    reason: str
    weeks: int


class PauseDateAsked(Tap, code="qd"):
    """*Tot een datum*."""

    reason: str


class PauseDateChosen(Tap, code="qu"):
    """back_on: the day as a number, 20261231."""

    reason: str
    back_on: int


class PauseReasonShared(Tap, code="qs"):
    """Whether the coordinator may know why."""

    reason: str
    yes: bool


class PauseEnded(Tap, code="qe"):
    """*Nu weer meedoen*."""


class PauseCancelled(Tap, code="qn"):
    """*Toch niet*, before anything was decided."""


class BereavementTold(Tap, code="qb"):
    """*Mijn naaste is overleden*."""


class BereavementAnswered(Tap, code="qy"):
    """Whether everything stops."""

    yes: bool
