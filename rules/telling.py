"""What may be told of a group's answers, and from how many: the one rule that text, picture, report and file pass through.

Three things are kept from somebody who knows how people usually answer, and has one account that nobody knows of:
that few answered, that they answered much alike, and what the rest said once one answer is subtracted. Decision 21 has
the figures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: From so many independent answers on, a question is told in three classes; a setting may ask for more, never for fewer.
MINIMUM_GROUP = 6
#: From so many on, every option is told, and the mean.
OPTIONS_FROM = 10
#: No class may hold more than this share (numerator, denominator) of what is left when the attacker's own is subtracted.
_MOST = (3, 4)


@dataclass(frozen=True, slots=True)
class Told:
    """Answers to one question that may be told: `counts` by class (low, middle, high) or by option, the lowest first."""

    counts: tuple[int, ...]
    by_class: bool

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """The mean score, 1.0 to len(counts); None of classes, which are too few people for one."""
        if self.by_class:
            return None
        return sum(score * count for score, count in enumerate(self.counts, start=1)) / self.n


def classes(counts: Sequence[int]) -> tuple[int, int, int]:
    """Counts by option, the lowest first, as below the middle of the scale, on it, and above it."""
    below = len(counts) // 2
    return sum(counts[:below]), sum(counts[below : len(counts) - below]), sum(counts[len(counts) - below :])


def may_be_told(groups: Sequence[int], minimum_group: int, accounts: int = 1) -> bool:
    """Whether these counts may be told: enough people, not too much alike, whichever accounts are taken away.

    groups: how many independent people are in each class, one class each. accounts: how many may be one attacker's.
    """
    others = sum(groups) - accounts
    return others >= minimum_group - 1 and _MOST[1] * max(groups) <= _MOST[0] * others


def told(counts: Sequence[int], minimum_group: int, accounts: int = 1) -> Told | None:
    """Answers on a scale, by option, as they may be told; None, for whatever reason, gets one and the same sentence."""
    if not may_be_told(classes(counts), minimum_group, accounts):
        return None
    by_class = sum(counts) - accounts < OPTIONS_FROM - 1
    return Told(classes(counts) if by_class else tuple(counts), by_class)


def together(groups: Iterable[Sequence[int]], minimum_group: int) -> Told | None:
    """Practices that are each too small to be told, as one group; None where that may not be told either.

    groups: counts by option, one of each practice. What is large enough by itself is left out: of a practice that is
    untold because its people answered alike, a whole with a few others in it would tell which answer that was.
    """
    small = [counts for counts in groups if 0 < sum(counts) < minimum_group]
    if len(small) < 2:
        return None
    return told([sum(column) for column in zip(*small, strict=True)], minimum_group, accounts=len(small))
