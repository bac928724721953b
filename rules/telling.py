"""What may be told of a group's answers, and from how many: the one rule that text, picture, report and file pass.

Three things are kept from somebody who knows how people usually answer, and has an account that nobody knows of: whose
answers were alike, what one more or one fewer answered, and what follows from a silence. Decision 21 has the figures.
"""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

#: From so many independent answers on a question is told, in three classes; a setting may ask for more.
MINIMUM_GROUP = 8
#: From so many on, every option is told, and the mean.
OPTIONS_FROM = 12
#: The most of 25 others, without an attacker's own, who may be in one class: beyond it what is told, or a silence, is
#: as good as their answer.
_ALIKE, _OF = 16, 25


class Told(Struct, frozen=True):
    """Answers to a question that may be told: `counts` by class (low, middle, high) or by option, the lowest first."""

    counts: tuple[int, ...]
    by_class: bool

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def in_classes(self) -> tuple[int, int, int]:
        """How many are in each class, whichever way it is told."""
        low, middle, high = self.counts if self.by_class else classes(self.counts)
        return low, middle, high

    @property
    def mean(self) -> float | None:
        """The mean score, 1.0 to len(counts); None by class, where it would tell the options."""
        exactly = self.exact_mean
        return None if exactly is None else float(exactly)

    @property
    def exact_mean(self) -> Fraction | None:
        """The same without rounding, to be compared."""
        if self.by_class:
            return None
        return Fraction(sum(score * count for score, count in enumerate(self.counts, start=1)), self.n)


def classes(counts: Sequence[int]) -> tuple[int, int, int]:
    """Counts by option, the lowest first, as below the middle of the scale, on it, and above it."""
    below = len(counts) // 2
    return sum(counts[:below]), sum(counts[below : len(counts) - below]), sum(counts[len(counts) - below :])


def may_be_told(groups: Sequence[int], minimum_group: int) -> bool:
    """Whether these counts may be told: enough people, and not too much alike, whichever one account is taken away.

    groups: how many independent people are in each class, everybody in one.
    """
    others = sum(groups) - 1
    return others >= minimum_group - 1 and _OF * max(groups) <= _ALIKE * others


def told(counts: Sequence[int], minimum_group: int) -> Told | None:
    """Answers on a scale, by option, as they may be told; None, for whatever reason, gets one and the same sentence."""
    if not may_be_told(classes(counts), minimum_group):
        return None
    by_class = sum(counts) < OPTIONS_FROM
    return Told(classes(counts) if by_class else tuple(counts), by_class)
