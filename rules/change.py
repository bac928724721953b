"""Whether a group's answers changed by more than chance: from what is told of two windows, and nothing else.

An exact permutation test of the difference of the means (Fisher, The Design of Experiments, 1935; Pitman, Significance
Tests Which May Be Applied to Samples from Any Populations, 1937), for several questions at once by Holm's step-down
(Holm, A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of Statistics 6, 1979). Two windows
are compared as two groups: pairing the answers of who answered twice would find more, and would tell something of
persons that the told counts do not. Of the same people it raises a false alarm even less often. docs/figures.md says
how often, and what is found.

Dealing out grows with the fourth power of the group: a thousand answers would take a day. So above `EXACT_UP_TO` the
sum of scores is taken to be normal, with the moments of drawing without replacement and Yates' half (Hájek, Limiting
Distributions in Simple Random Sampling from a Finite Population, 1960).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import comb, sqrt
from statistics import NormalDist
from typing import Literal

from rules.telling import Told

Verdict = Literal["too_few", "no_clear_difference", "higher", "lower"]
#: The chance of a false alarm in one window, over all its questions together: promised are five in a hundred at most.
FALSE_ALARM = Fraction(1, 25)
#: So many answers in both windows together are dealt out one by one: in a twentieth of a second at most.
EXACT_UP_TO = 120


def verdicts(before: Mapping[str, Told | None], now: Mapping[str, Told | None]) -> dict[str, Verdict]:
    """By question of `now`: clearly higher or lower than before, no clear difference, or too few to compare.

    before, now: what was told of two windows of the same length. A question is compared when both tell its options,
    so from ten answers on; one that is not counts in Holm's step-down as one that did not change.
    """
    compared = {key: (before.get(key), found) for key, found in now.items()}
    possible = {
        key: (was.counts, found.counts) for key, (was, found) in compared.items() if was and found and _both(was, found)
    }
    chances = sorted((p_value(*pair), key) for key, pair in possible.items())
    clear: set[str] = set()
    for rank, (chance, key) in enumerate(chances):
        if chance > FALSE_ALARM / (len(now) - rank):
            break
        clear.add(key)
    return {key: _verdict(*possible[key], key in clear) if key in possible else "too_few" for key in now}


def _both(was: Told, found: Told) -> bool:
    return not was.by_class and not found.by_class and len(was.counts) == len(found.counts)


def _verdict(was: Sequence[int], found: Sequence[int], is_clear: bool) -> Verdict:
    if not is_clear:
        return "no_clear_difference"
    return "higher" if _sum(found) * sum(was) > _sum(was) * sum(found) else "lower"


def p_value(before: Sequence[int], now: Sequence[int]) -> Fraction:
    """How often chance alone, dealing these answers out to two groups of these sizes, makes as large a difference.

    before, now: how many chose each option, the lowest first. Two-sided: as far from the expected sum, either way.
    """
    pooled = tuple(a + b for a, b in zip(before, now, strict=True))
    if sum(pooled) > EXACT_UP_TO:
        return _nearly(pooled, now)
    size, everybody = sum(now), sum(pooled)
    ways = _ways(pooled, size)
    found = abs(_sum(now) * everybody - _sum(pooled) * size)
    as_far = sum(number for total, number in ways.items() if abs(total * everybody - _sum(pooled) * size) >= found)
    return Fraction(as_far, comb(everybody, size))


def _nearly(pooled: Sequence[int], now: Sequence[int]) -> Fraction:
    size, everybody, total = sum(now), sum(pooled), _sum(pooled)
    squares = everybody * sum(count * score**2 for score, count in enumerate(pooled)) - total**2
    variance = squares * size * (everybody - size) / (everybody**2 * (everybody - 1))
    far = abs(_sum(now) * everybody - total * size) / everybody - 0.5
    return Fraction(2 * NormalDist().cdf(-far / sqrt(variance))) if far > 0 else Fraction(1)


def _sum(counts: Sequence[int]) -> int:
    return sum(score * count for score, count in enumerate(counts))


def _ways(pooled: tuple[int, ...], size: int) -> Mapping[int, int]:
    """By the sum of their scores, in how many ways `size` of these answers can be taken."""
    ways: dict[tuple[int, int], int] = {(0, 0): 1}
    for score, count in enumerate(pooled):
        further: dict[tuple[int, int], int] = {}
        for (taken, total), number in ways.items():
            for more in range(min(count, size - taken) + 1):
                place = taken + more, total + more * score
                further[place] = further.get(place, 0) + number * comb(count, more)
        ways = further
    return {total: number for (taken, total), number in ways.items() if taken == size}
