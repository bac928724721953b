"""That the attacker reckons well: against everything there is, tried one by one."""

import random
from collections.abc import Sequence
from itertools import product
from math import prod

import pytest

from rules.telling import Told
from tests.attacker.belief import Belief
from tests.attacker.people import ANSWER, OPTIONS, SAID, Habits, first, life, said, steps
from tests.attacker.sights import Sight, as_it_is
from tests.attacker.worlds import World

HABITS = Habits("usual", 0.0, 0.7)
SHARES = HABITS.shares(0)


def everything(counts: Sequence[int]) -> Told:
    return Told(tuple(counts), by_class=False)


def lived(*answers: int) -> list[int]:
    """A life in which the first question was answered like this, and the others with the lowest."""
    return [said(answer, 0, 0) for answer in answers]


def believed(world: World, sight: int, person: int, sweeps: int) -> list[float]:
    belief = Belief(world, seed=1)
    belief.walk(sweeps)
    group = next(n for n, group in enumerate(belief._groups) if person in group)
    seen = belief._tally[group, sight]
    return [seen[option] / sum(seen.values()) for option in range(OPTIONS)]


def test_what_is_likely_adds_up() -> None:
    habits = Habits("narrow", 0.4, 0.7)
    assert sum(first(habits)) == pytest.approx(1)
    rows = [sum(row[now] for now in range(len(SAID))) for row in steps(habits)[:: len(SAID) // 5]]
    assert rows == pytest.approx([1] * len(rows))


def test_somebody_who_leaves_can_be_subtracted_as_far_as_the_others_stay_the_same() -> None:
    lives = [lived(0, 0), lived(3, 3), lived(2, 3)]
    sights = [Sight(0, 0, (0, 1, 2), (), everything), Sight(1, 0, (1, 2), (), everything)]
    weights = [0.0] * OPTIONS
    for a, b, c, b2, c2 in product(range(OPTIONS), repeat=5):
        if sorted((a, b, c)) == [0, 2, 3] and sorted((b2, c2)) == [3, 3]:
            stay = prod(0.7 * (old == new) + 0.3 * SHARES[new] for old, new in ((b, b2), (c, c2)))
            weights[a] += SHARES[a] * SHARES[b] * SHARES[c] * stay
    expected = [weight / sum(weights) for weight in weights]
    assert believed(World(HABITS, lives, sights), 0, 0, sweeps=12_000) == pytest.approx(expected, abs=0.04)


def test_a_silence_tells_that_people_answered_alike() -> None:
    truth = (3, 3, 3, 3, 3, 3, 2)
    sight = Sight(0, 0, tuple(range(7)), (0,), as_it_is)
    weights = [0.0] * OPTIONS
    for answers in product(range(OPTIONS), repeat=7):
        if sight.shown([answers.count(option) for option in range(OPTIONS)]) is None:
            weights[answers[0]] += prod(SHARES[answer] for answer in answers)
    expected = [weight / sum(weights) for weight in weights]
    found = believed(World(HABITS, [lived(answer) for answer in truth], [sight]), 0, 0, sweeps=2_000)
    assert found == pytest.approx(expected, abs=0.04)


def test_lives_are_lived_as_they_are_reckoned() -> None:
    habits = Habits("usual", 0.4, 0.7)
    chance = random.Random(3)
    lives = [life(chance, habits, 2) for _ in range(4_000)]
    for question, answer in enumerate(ANSWER):
        stayed = sum(answer[before] == answer[now] for before, now in lives) / len(lives)
        assert stayed == pytest.approx(0.7 + 0.3 * sum(share**2 for share in habits.shares(question)), abs=0.04)
    alike = sum(ANSWER[0][first_said] == ANSWER[1][first_said] for first_said, _ in lives) / len(lives)
    together = sum(chance for chance, both in zip(first(habits), SAID, strict=True) if both[0] == both[1])
    assert alike == pytest.approx(together, abs=0.04)
