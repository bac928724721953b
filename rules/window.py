"""Windows: the rounds of a practice whose answers are told together, once, when the last of them closes."""

from collections.abc import Collection, Sequence
from typing import Literal

from rules.telling import OPTIONS_FROM

#: How many rounds are told together where few answer.
SEVERAL: Literal[3] = 3
#: Between two told windows so many have to come or go at a time, or nobody: whoever subtracts finds no single person.
_TOGETHER = 3


def length_of_next(answered: Sequence[int]) -> Literal[1, 3]:
    """How many rounds the window takes that begins now; fixed from then on.

    answered: how many independent people answered in each closed round of the practice, oldest first.
    """
    newest = answered[-SEVERAL:]
    return 1 if len(newest) == SEVERAL and min(newest) >= OPTIONS_FROM else SEVERAL


def comparable(counted_before: Collection[int], counted_now: Collection[int]) -> bool:
    """Whether a question may be told of these people (ids), when it was last told of those; empty: never told before."""
    changed = set(counted_before) ^ set(counted_now)
    return not counted_before or not changed or len(changed) >= _TOGETHER
