"""Run charts: whether a run of figures is more than chance, by the two rules of Anhøj and Olesen.

Anhøj and Olesen, Run Charts Revisited: A Simulation Study of Run Chart Rules for Detection of Non-Random Variation in
Health Care Processes, PLoS ONE 9(11), 2014: of points that do not lie on the median, an unusually long run on one side
of it, or unusually few crossings of it. docs/figures.md says how often either is said of what is nothing but chance.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import groupby, pairwise
from math import comb, log2
from statistics import median
from typing import Literal

from msgspec import Struct

#: Of so many figures the median is made; and from so many that do not lie on it the rules apply.
BASIS = 10
#: Crossings are few below this quantile of what chance gives.
_FEW = Fraction(1, 20)

Kind = Literal["higher", "lower", "few_crossings"]


class Signal(Struct, frozen=True):
    """Something to talk about. at: the place of the figure with which it was seen first.

    first: where its run begins; for few crossings where the figures begin.
    """

    kind: Kind
    first: int
    at: int


def middle(figures: Sequence[Fraction]) -> Fraction | None:
    """The median of the first ten figures, oldest first; None while there are fewer."""
    return median(figures[:BASIS]) if len(figures) >= BASIS else None


def longest_run(useful: int) -> int:
    """The longest run on one side that is nothing unusual, of so many figures that do not lie on the median."""
    return round(log2(useful) + 3)


@cache
def fewest_crossings(useful: int) -> int:
    """The fewest crossings that are nothing unusual: the 5 % quantile of Bin(useful - 1, ½)."""
    ways, crossings = 1, 0
    while ways < _FEW * 2 ** (useful - 1):
        crossings += 1
        ways += comb(useful - 1, crossings)
    return crossings


def signals(figures: Sequence[Fraction]) -> list[Signal]:
    """What was said of these figures, oldest first, as each of them came: what was said once stays said.

    The median is that of the first ten, whatever comes later.
    """
    centre = middle(figures)
    if centre is None:
        return []
    useful = [(at, figure > centre) for at, figure in enumerate(figures) if figure != centre]
    return sorted([*_long_runs(useful), *_few_crossings(useful)], key=lambda one: one.at)


def _long_runs(useful: Sequence[tuple[int, bool]]) -> Iterator[Signal]:
    """useful: of each figure that does not lie on the median its place, and whether it lies above.

    The limit only goes up: a run that was not too long while it lasted is never too long.
    """
    number = 0
    for is_above, run in groupby(useful, key=lambda one: one[1]):
        places = [at for at, _ in run]
        for length in range(1, len(places) + 1):
            seen = max(number + length, BASIS)
            if length > longest_run(seen) and seen <= len(useful):
                yield Signal("higher" if is_above else "lower", places[0], useful[seen - 1][0])
                break
        number += len(places)


def _few_crossings(useful: Sequence[tuple[int, bool]]) -> Iterator[Signal]:
    crossings = [before != after for (_, before), (_, after) in pairwise(useful)]
    for seen in range(BASIS, len(useful) + 1):
        if sum(crossings[: seen - 1]) < fewest_crossings(seen):
            yield Signal("few_crossings", 0, useful[seen - 1][0])
            return
