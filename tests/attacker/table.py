"""In what share of windows a question is told without an attack, for decision 21: `python -m tests.attacker.table`."""

import random
from collections.abc import Iterator
from itertools import product
from statistics import fmean

from rules.telling import MINIMUM_GROUP, told
from rules.window import Looked, length_of_next, may_look
from tests.attacker.people import ANSWER, KINDS, OPTIONS, QUESTIONS, Habits, life
from tests.attacker.worlds import FIRST_ENDED_ON, LASTS

SIZES, RESPONSES = (3, 5, 8, 12, 20), (0.6, 0.8)
WORLDS, WINDOWS = 200, 10


def share_told(size: int, response: float, kind: str) -> float:
    """Of the windows of practices with so many caregivers who answer so many rounds, over all three questions."""
    chance = random.Random(size)
    return fmean(share for _ in range(WORLDS) for share in _windows(chance, size, response, Habits(kind, 0.4, 0.7)))


def _windows(chance: random.Random, size: int, response: float, habits: Habits) -> Iterator[float]:
    lives = [life(chance, habits, WINDOWS) for _ in range(size)]
    answered: list[int] = []
    last: Looked | None = None
    for window in range(WINDOWS):
        rounds = [[p for p in range(size) if chance.random() < response] for _ in range(length_of_next(answered))]
        answered += map(len, rounds)
        this = Looked(window, set().union(*rounds), FIRST_ENDED_ON + window * LASTS)
        if len(this.counted) < MINIMUM_GROUP or not may_look(this, last, MINIMUM_GROUP):
            yield 0.0
            continue
        last = this
        yield fmean(_is_told([lives[p][window] for p in this.counted], question) for question in range(QUESTIONS))


def _is_told(lives: list[int], question: int) -> bool:
    said = [ANSWER[question][one] for one in lives]
    return told([said.count(option) for option in range(OPTIONS)], MINIMUM_GROUP) is not None


def rows() -> Iterator[str]:
    """The table as Markdown."""
    yield "| caregivers | response | " + " | ".join(KINDS) + " |"
    yield "|---|---|" + "---|" * len(KINDS)
    for size, response in product(SIZES, RESPONSES):
        shares = (f"{share_told(size, response, kind):.0%}" for kind in KINDS)
        yield f"| {size} | {response:.0%} | " + " | ".join(shares) + " |"


if __name__ == "__main__":
    print("\n".join(rows()))  # noqa: T201
