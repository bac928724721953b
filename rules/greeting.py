"""With which words a check-in opens: they know how the times before went, and never hold it against anybody."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Literal
from zlib import crc32

#: How an earlier check-in went: something was answered, "not this time" was tapped, or neither.
Outcome = Literal["answered", "declined", "missed"]
Standing = Literal["first", "missed_one", "missed_several", "back", "three_in_a_row", "usual"]
#: The variants of each opening, in the catalogues as opening.first.a, opening.first.b, …
VARIANTS = ("a", "b", "c")
#: So many earlier check-ins are looked at.
LOOKED_AT = 3


def standing(before: Sequence[Outcome], *, was_away: bool) -> Standing:
    """Where somebody stands. before: the earlier check-ins, newest first.

    was_away: a round has passed in which the person was not asked (a pause, a stop) since the last of them.
    """
    if not before:
        return "first"
    if was_away:
        return "back"
    missed = len(list(takewhile(lambda outcome: outcome == "missed", before)))
    if missed:
        return "missed_one" if missed == 1 else "missed_several"
    if list(before[:LOOKED_AT]) == ["answered"] * LOOKED_AT:
        return "three_in_a_row"
    return "back" if list(before[:2]) == ["answered", "missed"] else "usual"


def variant(check_in_id: int) -> str:
    """Which of the variants this check-in opens with: always the same one, and rarely twice the same in a row."""
    return VARIANTS[crc32(str(check_in_id).encode()) % len(VARIANTS)]
