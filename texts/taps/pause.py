"""`/pauze`: no check-ins for a while."""

from texts.callback_data import Tap, tap


@tap("q")
class PauseAsked(Tap):
    """To the first question of a pause."""


@tap("qr")
class PauseReasonChosen(Tap):
    reason: str


@tap("qw")
class PauseWeeksChosen(Tap):
    reason: str
    weeks: int


@tap("qd")
class PauseDateAsked(Tap):
    """*Tot een datum*."""

    reason: str


@tap("qu")
class PauseDateChosen(Tap):
    """back_on: the day as a number, 20261231."""

    reason: str
    back_on: int


@tap("qs")
class PauseReasonShared(Tap):
    """Whether the coordinator may know why."""

    reason: str
    yes: bool


@tap("qe")
class PauseEnded(Tap):
    """*Nu weer meedoen*."""


@tap("qn")
class PauseCancelled(Tap):
    """*Toch niet*, before anything was decided."""


@tap("qb")
class BereavementTold(Tap):
    """*Mijn naaste is overleden*."""


@tap("qy")
class BereavementAnswered(Tap):
    """Whether everything stops."""

    yes: bool
