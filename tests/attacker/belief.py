"""What somebody believes who saw these figures and these silences: the posterior over all that may have been answered.

A Metropolis-Hastings walk over the answers of everybody in all windows (Metropolis et al. 1953, Hastings 1970). Told
figures stay as they are, for two people exchange their answers; a silence stays a silence. The walk begins at the
truth: where it is too short, it believes the truth too strongly, and finds somebody pinned down who is not.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

from tests.attacker.people import ANSWER, QUESTIONS, SIZES, first, steps
from tests.attacker.sights import Sight
from tests.attacker.worlds import World

ASKED = range(len(SIZES))
#: By question: what an option higher adds to the number of what somebody says.
PLACES = [prod(SIZES[question + 1 :]) for question in ASKED]
CERTAIN, LIFTED = 0.9, 0.3


@dataclass(frozen=True)
class Guess:
    """One answer of one person, or a class of answers: how likely it was before looking, and is after."""

    before: float
    after: float


class Belief:
    """A walk through everything that fits what was seen of a world."""

    def __init__(self, world: World, seed: int) -> None:
        self.habits = world.habits
        self.lives = [list(life) for life in world.lives]
        self.sights = sights = world.sights
        self.chance = random.Random(seed)
        self.windows = len(self.lives[0])
        self._first, self._steps = first(world.habits), steps(world.habits)
        nothing = len(sights)  # no sight: not counted
        self._sight_of = [[[nothing] * len(self.lives) for _ in ASKED] for _ in range(self.windows)]
        for number, sight in enumerate(sights):
            for person in sight.members:
                self._sight_of[sight.window][sight.question][person] = number
        self._counts = [self._count(sight) for sight in sights]
        self._told = [sight.shown(counts) for sight, counts in zip(sights, self._counts, strict=True)]
        self._known: list[dict[tuple[int, ...], bool]] = [{} for _ in sights]
        self._tally: dict[tuple[int, int], Counter[int]] = {}
        self._looks = 0

    def _count(self, sight: Sight) -> list[int]:
        said = Counter(ANSWER[sight.question][self.lives[person][sight.window]] for person in sight.members)
        return [said[option] for option in range(SIZES[sight.question])]

    @cached_property
    def _groups(self) -> list[list[int]]:
        """Who is in exactly the same figures cannot be told apart: what is believed of one is believed of all."""
        found: dict[tuple[int, ...], list[int]] = {}
        for person in range(len(self.lives)):
            key = tuple(row[person] for window in self._sight_of for row in window)
            found.setdefault(key, []).append(person)
        return list(found.values())

    def walk(self, sweeps: int) -> None:
        """So many times: everybody may exchange with somebody, or change; noted once the beginning is forgotten."""
        for sweep in range(sweeps + sweeps // 5):
            for _ in range(len(self.lives) * self.windows):
                self._exchange()
                self._change()
            self._rename()
            if sweep >= sweeps // 5:
                self._note()

    def _likely(self, life: Sequence[int], start: int, end: int) -> float:
        """How likely the part of a life is that a change of the windows start to end touches."""
        found = self._steps[life[start - 1]][life[start]] if start else self._first[life[0]]
        for window in range(start + 1, min(end + 2, self.windows)):
            found *= self._steps[life[window - 1]][life[window]]
        return found

    def _is_taken(self, before: float, after: float) -> bool:
        return after >= before or self.chance.random() * before < after

    def _stretch(self) -> tuple[int, int]:
        one, other = int(self.chance.random() * self.windows), int(self.chance.random() * self.windows)
        return (one, other) if one < other else (other, one)

    def _exchange(self) -> None:
        """Two people exchange their answers to one question, or to all, in the windows that tell of both."""
        count, draw = len(self.lives), self.chance.random
        one, other = int(draw() * count), int(draw() * count)
        if one == other:
            return
        asked = ASKED if draw() < 0.3 else (int(draw() * len(ASKED)),)
        start, end = self._stretch()
        mine, yours = self.lives[one], self.lives[other]
        my_new, your_new = mine[:], yours[:]
        for window in range(start, end + 1):
            sight_of, here, there = self._sight_of[window], mine[window], yours[window]
            for question in asked:
                row = sight_of[question]
                if row[one] == row[other]:
                    moved = (ANSWER[question][there] - ANSWER[question][here]) * PLACES[question]
                    my_new[window] += moved
                    your_new[window] -= moved
        if my_new == mine:
            return
        before = self._likely(mine, start, end) * self._likely(yours, start, end)
        after = self._likely(my_new, start, end) * self._likely(your_new, start, end)
        if self._is_taken(before, after):
            self.lives[one], self.lives[other] = my_new, your_new

    def _change(self) -> None:
        """One person answers one question otherwise, where what is seen would be the same."""
        draw = self.chance.random
        window, question = int(draw() * self.windows), int(draw() * len(ASKED))
        person, option = int(draw() * len(self.lives)), int(draw() * SIZES[question])
        life = self.lives[person]
        was = ANSWER[question][life[window]]
        number = self._sight_of[window][question][person]
        if option == was or not self._fits(number, was, option):
            return
        new = life[:]
        new[window] += (option - was) * PLACES[question]
        if self._is_taken(self._likely(life, window, window), self._likely(new, window, window)):
            self.lives[person] = new
            if number < len(self.sights):
                self._counts[number][was] -= 1
                self._counts[number][option] += 1

    def _fits(self, number: int, was: int, option: int) -> bool:
        if number == len(self.sights):
            return True
        counts = self._counts[number][:]
        counts[was] -= 1
        counts[option] += 1
        return self._looks_the_same(number, counts)

    def _looks_the_same(self, number: int, counts: list[int]) -> bool:
        known, key = self._known[number], tuple(counts)
        if key not in known:
            known[key] = self.sights[number].shown(counts) == self._told[number]
        return known[key]

    def _rename(self) -> None:
        """Two options change places in one question, for everybody and a stretch of windows that are silent.

        A silence in which all are low, and one in which all are high, are too far apart for small steps.
        """
        question = int(self.chance.random() * len(ASKED))
        start, end = self._stretch()
        renamed = self._places(SIZES[question])
        inside = [n for n, s in enumerate(self.sights) if s.question == question and start <= s.window <= end]
        counts = {number: [self._counts[number][option] for option in renamed] for number in inside}
        if not all(self._looks_the_same(number, there) for number, there in counts.items()):
            return
        new = [self._renamed(life, question, range(start, end + 1), renamed) for life in self.lives]
        before = prod(self._likely(life, start, end) for life in self.lives)
        after = prod(self._likely(life, start, end) for life in new)
        if self._is_taken(before, after):
            self.lives = new
            for number, there in counts.items():
                self._counts[number] = there

    def _places(self, size: int) -> list[int]:
        """The options with two of them exchanged, or the whole scale turned round."""
        places = list(range(size))
        if self.chance.random() < 0.3:
            return places[::-1]
        one, other = self.chance.sample(places, 2)
        places[one], places[other] = other, one
        return places

    @staticmethod
    def _renamed(life: list[int], question: int, windows: range, renamed: list[int]) -> list[int]:
        new = life[:]
        for window in windows:
            option = ANSWER[question][life[window]]
            new[window] += (renamed[option] - option) * PLACES[question]
        return new

    def _note(self) -> None:
        self._looks += 1
        for at, group in enumerate(self._groups):
            for number, sight in enumerate(self.sights):
                if self._sight_of[sight.window][sight.question][group[0]] == number:
                    answer = ANSWER[sight.question]
                    seen = self._tally.setdefault((at, number), Counter())
                    for person in group:
                        seen[answer[self.lives[person][sight.window]]] += 1

    def guesses(self) -> list[Guess]:
        """Of every answer that was counted: how likely each option and each class is."""
        found = []
        for (at, number), seen in self._tally.items():
            question, total = self.sights[number].question, self._looks * len(self._groups[at])
            before, after = self.habits.shares(question), [seen[option] / total for option in range(SIZES[question])]
            both = zip((*before, *classes_of(question, before)), (*after, *classes_of(question, after)), strict=True)
            found += [Guess(*each) for each in both]
        return found

    def surest(self) -> float:
        """The highest of what is believed of one answer, of those that were lifted enough to count."""
        return max((one.after for one in self.guesses() if one.after - one.before >= LIFTED), default=0.0)


def classes_of(question: int, shares: Sequence[float]) -> tuple[float, ...]:
    return (shares[0] + shares[1], shares[2], shares[3] + shares[4]) if question < QUESTIONS else ()


#: How far to walk, and what makes a longer walk worth it.
_WALKS = ((60, 0.8), (300, 0.85), (1_500, 0.875), (6_000, CERTAIN))


def surest(world: World, seed: int = 0) -> float:
    """The most that is believed of one answer in this world (0.0 to 1.0), of those that are not what they were before.

    A short walk says who is far from certain; only where it leaves doubt, a longer one is worth its time.
    """
    found = 0.0
    for sweeps, doubt in _WALKS if world.sights else ():
        belief = Belief(world, seed)
        belief.walk(sweeps)
        found = belief.surest()
        if found < doubt:
            break
    return found
