"""Windows: the rounds of a practice whose answers are told together, once, when the last of them closes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

#: How many rounds are told together where few answer.
SEVERAL: Literal[3] = 3
#: A window is one round when each of the last three had so many independent answers.
_ENOUGH = 10
#: So many windows on, people have changed their minds often enough that the first cannot be subtracted from it.
_FORGOTTEN_AFTER = 3
#: And so long: rounds that were closed before anybody could answer make windows, and change nobody's mind. Three
#: windows of one round last six weeks; one that moved a few days holds nothing up.
_FORGOTTEN_IN = timedelta(weeks=5)


class Looked(Struct, frozen=True):
    """A window that was looked at: its number in its practice, from 1, who was counted in it (person ids), and the
    local day on which it ended.
    """

    number: int
    counted: Collection[int]
    ended_on: date


def length_of_next(answered: Sequence[int]) -> Literal[1, 3]:
    """How many rounds the window takes that begins now; fixed from then on.

    answered: how many independent people answered in each closed round of the practice, oldest first.
    """
    newest = answered[-SEVERAL:]
    return 1 if len(newest) == SEVERAL and min(newest) >= _ENOUGH else SEVERAL


def may_look(this: Looked, last: Looked | None, minimum_group: int) -> bool:
    """Whether a window that ended may be looked at: told, or silent as its answers were too much alike.

    last: the newest window of the practice that was looked at; None: none was. What was silent counts as looked at, for
    a silence tells as much. Between the two nobody came or went, or a group did, or so long ago that it tells nothing;
    else the window waits, whatever was answered, and `last` stays the last.
    """
    if last is None or _is_forgotten(this.number - last.number, this.ended_on - last.ended_on):
        return True
    changed = set(this.counted) ^ set(last.counted)
    return not changed or len(changed) >= minimum_group


def _is_forgotten(windows_ago: int, ago: timedelta) -> bool:
    return windows_ago >= _FORGOTTEN_AFTER and ago >= _FORGOTTEN_IN


def looked_at(
    number: int,
    ended_on: date,
    counted: Mapping[str, Collection[int]],
    last: Mapping[str, Looked],
    beside: Mapping[str, str],
    minimum_group: int,
) -> dict[str, Collection[int]]:
    """Of a window that ended, who counts in each group of questions that may be looked at.

    ended_on: its local day. counted: by group who answered its questions (person ids). last: by group the newest window
    that was looked at.
    beside: by group another one whose answers are given in the same mood. Told together, what somebody said to one of
    the two and not to the other could be worked out: only who counts in the other one counts, and it is looked at
    with that one, when nobody counts in that one alone, or a group does.
    """
    found: dict[str, Collection[int]] = {}
    for group in sorted(counted, key=beside.__contains__):
        others = found.get(beside[group], ()) if group in beside else None
        here = set(counted[group]) if others is None else set(counted[group]) & set(others)
        this = Looked(number, here, ended_on)
        each = (last.get(group), None if others is None else Looked(number, others, ended_on))
        if len(this.counted) >= minimum_group and all(may_look(this, one, minimum_group) for one in each):
            found[group] = this.counted
    return found
