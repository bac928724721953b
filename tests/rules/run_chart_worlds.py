"""How often a run chart says something of what is chance alone, and of a real change.

`python -m tests.rules.run_chart_worlds`. The figures are means of a group's answers on a scale of five. The median is
frozen on the first ten, and what was said stays said, so the longer one looks the more often something was.
"""

import random
from collections.abc import Iterator
from fractions import Fraction
from math import sqrt

from rules.run_chart import BASIS, signals

WORLDS = 2000
#: A year of windows of one round: every two weeks, and every week.
LENGTHS = (10, 16, 26, 52)
GROUPS = (12, 20, 30)
#: Shares of the five answers.
USUAL = (0.07, 0.13, 0.3, 0.37, 0.13)


def mean(lot: random.Random, group: int, shift: float) -> Fraction:
    """Of a group that answers as usual; with a shift that share of them goes up by one."""
    answers = lot.choices(range(1, 6), USUAL, k=group)
    return Fraction(sum(min(answer + (lot.random() < shift), 5) for answer in answers), group)


def share(length: int, group: int, shift: float) -> float:
    """Of worlds in which the group goes up after the first ten, how many in which something was said by the end."""
    lot = random.Random(f"{length} {group} {shift}")
    found = 0
    for _ in range(WORLDS):
        figures = [mean(lot, group, shift if number >= BASIS else 0.0) for number in range(length)]
        found += bool(signals(figures))
    return found / WORLDS


def upper(found: float) -> float:
    """The upper 95 % limit of a share (Wilson)."""
    z2 = 1.645**2
    return (found + z2 / 2 / WORLDS + 1.645 * sqrt((found * (1 - found) + z2 / 4 / WORLDS) / WORLDS)) / (
        1 + z2 / WORLDS
    )


def table() -> Iterator[str]:
    yield "| windows | answers | nothing changes | half go up by one | all go up by one |"
    yield "|---|---|---|---|---|"
    for length in LENGTHS:
        for group in GROUPS:
            chance, half, whole = (share(length, group, shift) for shift in (0, 0.5, 1))
            yield f"| {length} | {group} | {chance:.1%} (≤ {upper(chance):.1%}) | {half:.0%} | {whole:.0%} |"


if __name__ == "__main__":
    for line in table():
        print(line, flush=True)  # noqa: T201
