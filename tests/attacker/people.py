"""How people answer, as far as anybody can know: what makes worlds, and what the attacker reckons with."""

import random
from dataclasses import dataclass
from functools import cache
from itertools import product

OPTIONS, QUESTIONS = 5, 3
#: A triple of answers as one number: what somebody said to all three questions.
TRIPLES = list(product(range(OPTIONS), repeat=QUESTIONS))
#: By question: the answer in each triple.
ANSWER = [[triple[question] for triple in TRIPLES] for question in range(QUESTIONS)]
#: How often each option is chosen, the lowest first.
KINDS = {
    "spread out": (0.2, 0.2, 0.2, 0.2, 0.2),
    "usual": (0.08, 0.17, 0.3, 0.32, 0.13),
    "narrow": (0.03, 0.09, 0.28, 0.45, 0.15),
}


@dataclass(frozen=True)
class Habits:
    """kind: of KINDS. alike: how often an answer follows a person's mood. persistence: how often it is the last one."""

    kind: str
    alike: float
    persistence: float

    @property
    def shares(self) -> tuple[float, ...]:
        return KINDS[self.kind]


@cache
def first(habits: Habits) -> list[float]:
    """How likely each triple is in somebody's first window."""
    return [_likely(habits, 0.0, triple, triple) for triple in TRIPLES]


@cache
def steps(habits: Habits) -> list[list[float]]:
    """How likely each triple (inner) is after each (outer), one window on."""
    return [[_likely(habits, habits.persistence, old, new) for new in TRIPLES] for old in TRIPLES]


def _likely(habits: Habits, keeps: float, old: tuple[int, ...], new: tuple[int, ...]) -> float:
    """Each answer stays with this chance; else it is the mood's (one a person and window), or anything."""
    total = 0.0
    for mood, share in enumerate(habits.shares):
        product = share
        for before, now in zip(old, new, strict=True):
            anew = habits.alike * (now == mood) + (1 - habits.alike) * habits.shares[now]
            product *= keeps * (now == before) + (1 - keeps) * anew
        total += product
    return total


def life(chance: random.Random, habits: Habits, windows: int) -> list[int]:
    """One person's triples, window by window, asked or not."""
    found = chance.choices(range(len(TRIPLES)), first(habits))
    while len(found) < windows:
        found += chance.choices(range(len(TRIPLES)), steps(habits)[found[-1]])
    return found
