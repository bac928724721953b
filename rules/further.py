"""What is asked once, after somebody's first check-in and one at a time: taking part needs none of it."""

from collections.abc import Collection
from typing import Literal, get_args

from rules.access import Role, Viewer

#: The part of the day at which somebody wants to be asked, then what they may say yes to.
Further = Literal["part_of_day", "keep", "rows"]
FURTHER: tuple[Further, ...] = get_args(Further)
#: No more of it.
END = "end"


def open_further(viewer: Viewer, decided: Collection[str], since: str) -> Further | None:
    """The next one to ask, from `since` on; None when there is none. decided: purposes they said yes or no to."""
    rest = FURTHER[FURTHER.index(since) :] if since in FURTHER else ()
    return next((one for one in rest if _is_open(one, viewer, decided)), None)


def _is_open(one: Further, viewer: Viewer, decided: Collection[str]) -> bool:
    if one == "part_of_day":
        return viewer.time_preference.part_of_day is None
    return one not in decided and (one != "rows" or Role.CAREGIVER in viewer.roles)


def asked_again(outdated: Collection[str]) -> Further | None:
    """The first of these that is asked here. outdated: purposes they said yes to in other words than today's."""
    return next((one for one in FURTHER if one in outdated), None)


def after(one: Further) -> str:
    """What comes behind it: one of them, or END."""
    return (*FURTHER, END)[FURTHER.index(one) + 1]
