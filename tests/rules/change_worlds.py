"""`python -m tests.rules.change_worlds [WORLDS]`: how often change is told that is none, and how often a real one is.

The table in docs/figures.md. Each world has two windows and three questions; a person's three answers hang together.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import comb
from random import Random

from rules.change import Verdict, verdicts
from rules.telling import Told

SIZES = (10, 20, 30)
#: How answers are spread over the five options, the lowest first.
ANSWERS = {
    "spread out": (0.10, 0.20, 0.30, 0.25, 0.15),
    "usual": (0.05, 0.15, 0.35, 0.35, 0.10),
    "narrow": (0.01, 0.06, 0.58, 0.30, 0.05),
}
#: Who answers the second time: other people, the same ones, or the same but for every third.
PEOPLE = ("others", "the same", "a third replaced")
#: So likely a person gives the same answer again.
KEEPS = 0.7
QUESTIONS = ("samen", "volhouden", "goed")
Person = list[int]


@dataclass(frozen=True, slots=True)
class World:
    """size: how many answer each time. shift: by how many options answers really go up, on the average."""

    size: int
    answers: str
    people: str
    shift: float = 0.0

    def verdicts(self, random: Random) -> dict[str, Verdict]:
        """What is told of one such programme."""
        before = [self._person(random) for _ in range(self.size)]
        after = [self._again(random, number, person) for number, person in enumerate(before)]
        return dict(_told(_counted(before), _counted(after)))

    def _answer(self, random: Random) -> int:
        return random.choices(range(5), ANSWERS[self.answers])[0]

    def _person(self, random: Random) -> Person:
        usual = self._answer(random)
        return [usual if random.random() < 0.5 else self._answer(random) for _ in QUESTIONS]

    def _again(self, random: Random, number: int, person: Person) -> Person:
        is_new = self.people == "others" or (self.people == "a third replaced" and number % 3 == 0)
        kept = [was if random.random() < KEEPS else self._answer(random) for was in person]
        return [self._shifted(random, one) for one in (self._person(random) if is_new else kept)]

    def _shifted(self, random: Random, answer: int) -> int:
        whole, rest = divmod(self.shift, 1)
        return min(4, answer + int(whole) + (random.random() < rest))


def _counted(people: list[Person]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(map(list(column).count, range(5))) for column in zip(*people, strict=True))


@cache
def _told(before: tuple[tuple[int, ...], ...], after: tuple[tuple[int, ...], ...]) -> tuple[tuple[str, Verdict], ...]:
    first, second = (dict(zip(QUESTIONS, (Told(one, False) for one in each), strict=True)) for each in (before, after))
    return tuple(verdicts(first, second).items())


def false_alarms(world: World, worlds: int, seed: int = 1) -> int:
    """In how many of these worlds at least one question is told to have changed, though nothing did."""
    random = Random(seed)
    return sum(any(one in ("higher", "lower") for one in world.verdicts(random).values()) for _ in range(worlds))


def found(world: World, worlds: int, seed: int = 1) -> float:
    """The share of questions of which a real rise is told."""
    random = Random(seed)
    told = [one for _ in range(worlds) for one in world.verdicts(random).values()]
    return told.count("higher") / len(told)


def upper_limit(alarms: int, worlds: int) -> float:
    """The upper 95 % limit of a share (Clopper and Pearson, Biometrika 26, 1934), by halving."""
    low, high = alarms / worlds, 1.0
    for _ in range(40):
        share = (low + high) / 2
        as_few = sum(comb(worlds, k) * share**k * (1 - share) ** (worlds - k) for k in range(alarms + 1))
        low, high = (share, high) if as_few > 0.05 else (low, share)
    return high


def table(worlds: int) -> Iterator[str]:
    """A row for each kind of world."""
    yield "| answers | people | 10: false alarm, 0.5 and 1.0 found | 20 | 30 |"
    yield "|---|---|---|---|---|"
    for answers in ANSWERS:
        for people in PEOPLE:
            cells = (_cell(World(size, answers, people), worlds) for size in SIZES)
            yield f"| {answers} | {people} | {' | '.join(cells)} |"


def _cell(world: World, worlds: int) -> str:
    alarms = false_alarms(world, worlds)
    half, whole = (found(World(world.size, world.answers, world.people, shift), worlds) for shift in (0.5, 1.0))
    return f"{alarms / worlds:.1%} (≤ {upper_limit(alarms, worlds):.1%}), {half:.0%}, {whole:.0%}"


if __name__ == "__main__":
    for line in table(int(sys.argv[1]) if sys.argv[1:] else 1_000):
        print(line, flush=True)  # noqa: T201
