"""How people answer, as far as anybody can know: what makes worlds, and what the attacker reckons with."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

OPTIONS, QUESTIONS = 5, 3
#: Behind the scales, once in a while: whether it mattered. It has an option less, and no classes.
MATTERED = QUESTIONS
#: By question how many options it has.
SIZES = (OPTIONS,) * QUESTIONS + (4,)
#: All that somebody can say in a window; what is said is a number, of its place here.
SAID = list(product(*map(range, SIZES)))
#: By question: the answer in each.
ANSWER = [[said[question] for said in SAID] for question in range(len(SIZES))]
#: How often each option is chosen, the lowest first.
KINDS = {
    "spread out": (0.2, 0.2, 0.2, 0.2, 0.2),
    "usual": (0.08, 0.17, 0.3, 0.32, 0.13),
    "narrow": (0.03, 0.09, 0.28, 0.45, 0.15),
}


def said(*scales: int, mattered: int = 0) -> int:
    """The number of these answers."""
    return SAID.index((*scales, mattered))


@dataclass(frozen=True)
class Habits:
    """kind: of KINDS. alike: how often an answer follows a person's mood. persistence: how often it is the last one."""

    kind: str
    alike: float
    persistence: float

    @property
    def moods(self) -> tuple[float, ...]:
        """How often each is somebody's: on a scale, the option that it asks for."""
        return KINDS[self.kind]

    def shares(self, question: int) -> tuple[float, ...]:
        """How often each option is chosen; the highest moods ask for the same one where there are fewer."""
        last = SIZES[question] - 1
        return (*self.moods[:last], sum(self.moods[last:]))


@cache
def _anew(habits: Habits, question: int) -> list[list[float]]:
    """How likely each option (outer) is in each mood, of who does not say what they said before."""
    shares = habits.shares(question)
    last = len(shares) - 1
    return [
        [habits.alike * (option == min(mood, last)) + (1 - habits.alike) * share for mood in range(OPTIONS)]
        for option, share in enumerate(shares)
    ]


@cache
def _one(habits: Habits, question: int) -> list[list[list[float]]]:
    """How likely an option (middle) is after one (outer), in each mood: it stays, or is said anew."""
    keeps, anew = habits.persistence, _anew(habits, question)
    return [
        [[keeps * (now == before) + (1 - keeps) * one for one in anew[now]] for now in range(len(anew))]
        for before in range(len(anew))
    ]


@cache
def first(habits: Habits) -> list[float]:
    """How likely each of SAID is in somebody's first window."""
    return [_likely(habits, [_anew(habits, question)[option] for question, option in enumerate(now)]) for now in SAID]


class After(dict[int, float]):
    """How likely each of SAID is after one of them, a window on. There are too many to reckon them all beforehand."""

    def __init__(self, habits: Habits, before: int) -> None:
        super().__init__()
        self._habits = habits
        self._of = [_one(habits, question)[option] for question, option in enumerate(SAID[before])]

    def __missing__(self, now: int) -> float:
        self[now] = found = _likely(self._habits, [of[option] for of, option in zip(self._of, SAID[now], strict=True)])
        return found


@cache
def steps(habits: Habits) -> list[After]:
    """By number of what was said before."""
    return [After(habits, before) for before in range(len(SAID))]


def _likely(habits: Habits, by_mood: Sequence[Sequence[float]]) -> float:
    """by_mood: of each question; a mood is one a person and window."""
    total = 0.0
    for mood, share in enumerate(habits.moods):
        for one in by_mood:
            share *= one[mood]
        total += share
    return total


def life(chance: random.Random, habits: Habits, windows: int) -> list[int]:
    """What one person says, window by window, asked or not."""
    found: list[tuple[int, ...]] = []
    for _ in range(windows):
        (mood,) = chance.choices(range(OPTIONS), habits.moods)
        anew = tuple(_says(chance, habits, question, mood) for question in range(len(SIZES)))
        kept = found[-1] if found else anew
        now = (old if chance.random() < habits.persistence else new for old, new in zip(kept, anew, strict=True))
        found.append(tuple(now))
    return [SAID.index(one) for one in found]


def _says(chance: random.Random, habits: Habits, question: int, mood: int) -> int:
    if chance.random() < habits.alike:
        return min(mood, SIZES[question] - 1)
    return chance.choices(range(SIZES[question]), habits.shares(question))[0]
