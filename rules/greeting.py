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
#: So many answered in a row are thanked for.
IN_A_ROW = 3
#: From so many missed in a row on less is said, not more; after the last, once more, whether it should go on.
SAY_LESS, GO_ON_AFTER = 2, 6
#: So many earlier check-ins are looked at.
LOOKED_AT = GO_ON_AFTER + 1


def standing(before: Sequence[Outcome], *, was_away: bool) -> Standing:
    """Where somebody stands. before: the earlier check-ins, newest first.

    was_away: a round has passed in which the person was not asked (a pause, a stop) since the last of them.
    """
    if not before:
        return "first"
    if was_away:
        return "back"
    missed = missed_in_a_row(before)
    if missed:
        return "missed_one" if missed == 1 else "missed_several"
    if list(before[:IN_A_ROW]) == ["answered"] * IN_A_ROW:
        return "three_in_a_row"
    return "back" if list(before[:2]) == ["answered", "missed"] else "usual"


def missed_in_a_row(before: Sequence[Outcome]) -> int:
    """How many of the newest check-ins were let go by without a word, as far as LOOKED_AT reaches."""
    return len(list(takewhile(lambda outcome: outcome == "missed", before)))


def variant(check_in_id: int) -> str:
    """Which of the variants this check-in opens with: always the same one, and rarely twice the same in a row."""
    return VARIANTS[crc32(str(check_in_id).encode()) % len(VARIANTS)]
