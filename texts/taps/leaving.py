"""`/stop` and `/wissen`."""

from texts.callback_data import Tap, tap


@tap("ys")
class StopAsked(Tap):
    """*Stoppen*: it is asked once."""


@tap("y")
class StopAnswered(Tap):
    yes: bool


@tap("yp")
class StopRolesPaged(Tap):
    """More of one's roles to choose from."""

    page: int


@tap("yr")
class StopRoleAsked(Tap):
    """One of several roles, not yet sure."""

    membership_id: int


@tap("ya")
class StopRoleAnswered(Tap):
    membership_id: int
    yes: bool


@tap("e")
class ErasureAnswered(Tap):
    yes: bool
