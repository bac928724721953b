"""`/stop` and `/wissen`."""

from texts.callback_data import Tap


class StopAsked(Tap, code="ys"):
    """*Stoppen*: it is asked once."""


class StopAnswered(Tap, code="y"):
    yes: bool


class StopRolesPaged(Tap, code="yp"):
    """More of one's roles to choose from."""

    page: int


class StopRoleAsked(Tap, code="yr"):
    """One of several roles, not yet sure."""

    membership_id: int


class StopRoleAnswered(Tap, code="ya"):
    membership_id: int
    yes: bool


class ErasureAnswered(Tap, code="e"):
    yes: bool
