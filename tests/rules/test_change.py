"""A change is told only when it is more than chance."""

from collections import Counter
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.change import EXACT_UP_TO, FALSE_ALARM, p_value, verdicts
from rules.telling import Told
from tests.rules.change_worlds import ANSWERS, PEOPLE, SIZES, World, false_alarms, upper_limit

PROMISED = 0.05
few = st.lists(st.integers(0, 2), min_size=5, max_size=5).map(tuple).filter(any)
groups = st.lists(st.integers(0, 8), min_size=5, max_size=5).map(tuple).filter(any)


def told(*counts: int) -> Told:
    return Told(counts, by_class=False)


def scores(counts: tuple[int, ...]) -> list[int]:
    return [score for score, count in enumerate(counts) for _ in range(count)]


@settings(deadline=None)
@given(few, few)
def test_the_chance_is_that_of_dealing_out_the_same_answers_in_every_way(
    before: tuple[int, ...], now: tuple[int, ...]
) -> None:
    pooled, size = scores(before) + scores(now), sum(now)
    expected = Fraction(sum(pooled) * size, len(pooled))
    ways = Counter(abs(sum(chosen) - expected) for chosen in combinations(pooled, size))
    as_far = sum(number for far, number in ways.items() if far >= abs(sum(scores(now)) - expected))
    assert p_value(before, now) == Fraction(as_far, ways.total())


@settings(deadline=None)
@given(st.sampled_from(list(ANSWERS.values())), st.sampled_from((0.0, 0.2, 0.4)), st.integers(0, 10**6))
def test_of_large_groups_the_chance_is_never_said_to_be_smaller_than_it_is(
    usual: tuple[float, ...], rise: float, seed: int
) -> None:
    """Just above the limit, where nearly is least near: beside dealing out one by one."""
    random, half = Random(seed), EXACT_UP_TO // 2 + 1
    before = random.choices(range(5), usual, k=half)
    now = [min(4, score + (random.random() < rise)) for score in random.choices(range(5), usual, k=half)]
    counts = [tuple(map(each.count, range(5))) for each in (before, now)]
    nearly = p_value(*counts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rules.change.EXACT_UP_TO", 2 * half)
        exact = p_value(*counts)
    assert min(exact, Fraction(1, 1_000)) <= nearly <= exact + Fraction(1, 25)  # what is rarer is told either way
    assert nearly == p_value(counts[1], counts[0])


def test_thousands_are_compared_at_once() -> None:
    """Dealt out one by one, the first of these would take a day, and nobody would be answered meanwhile."""
    before, now = (100, 200, 300, 250, 150), (50, 150, 300, 300, 200)
    assert p_value(before, now) < Fraction(1, 10**6)
    assert p_value((5_000, 0), (5_000, 0)) == 1
    assert p_value((900, 100), (885, 115)) > FALSE_ALARM


@settings(deadline=None)
@given(groups, groups)
def test_it_is_the_same_either_way_and_upside_down(before: tuple[int, ...], now: tuple[int, ...]) -> None:
    assert p_value(before, now) == p_value(now, before) == p_value(before[::-1], now[::-1])
    assert p_value(before, before) == 1


def test_of_the_same_answers_dealt_out_anew_at_most_five_in_a_hundred_are_told_to_differ() -> None:
    """Enumerated: for people who have nothing to do with each other this holds whatever they answer."""
    pooled = scores((2, 3, 3, 1, 1)) * 1 + scores((1, 2, 4, 2, 1))
    deals = Counter(tuple(sorted(chosen)) for chosen in combinations(pooled, 10))
    alarms = 0
    for chosen, number in deals.items():
        now = tuple(map(chosen.count, range(5)))
        before = tuple(pooled.count(score) - now[score] for score in range(5))
        alarms += number if p_value(before, now) <= FALSE_ALARM else 0
    assert 0 < alarms / deals.total() <= FALSE_ALARM


def test_a_rise_a_fall_and_nothing_clear() -> None:
    low, high = told(4, 4, 2, 0, 0), told(0, 0, 2, 4, 4)
    assert verdicts({"a": low, "b": high, "c": low}, {"a": high, "b": low, "c": low}) == {
        "a": "higher",
        "b": "lower",
        "c": "no_clear_difference",
    }


def test_where_one_of_two_windows_does_not_tell_the_options_nothing_is_compared() -> None:
    classes, many = Told((2, 2, 4), by_class=True), told(4, 4, 2, 0, 0)
    now = {"a": told(0, 0, 2, 4, 4), "b": classes, "c": None, "d": many}
    before = {"a": None, "b": many, "c": many, "d": classes}
    assert set(verdicts(before, now).values()) == {"too_few"}
    assert verdicts({}, now) == dict.fromkeys(now, "too_few")


def test_three_questions_share_one_chance_of_a_false_alarm() -> None:
    """The smallest chance has to be below a third of it; alone with nothing beside it, a question gets no more."""
    before, now = told(1, 3, 4, 2, 0), told(0, 1, 2, 5, 2)
    chance = p_value(before.counts, now.counts)
    assert FALSE_ALARM / 3 < chance <= FALSE_ALARM
    assert verdicts({"a": before}, {"a": now}) == {"a": "higher"}
    assert verdicts({"a": before}, {"a": now, "b": None, "c": None})["a"] == "no_clear_difference"
    clear = told(4, 4, 2, 0, 0), told(0, 0, 2, 4, 4)
    beside = verdicts({"a": before, "b": clear[0], "c": clear[0]}, {"a": now, "b": clear[1], "c": clear[1]})
    assert set(beside.values()) == {"higher"}  # step down: what is left gets the whole


@pytest.mark.nightly
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("people", PEOPLE)
@pytest.mark.parametrize("answers", ANSWERS)
def test_false_alarms_stay_below_five_in_a_hundred_windows(answers: str, people: str, size: int) -> None:
    assert upper_limit(false_alarms(World(size, answers, people), 2_000), 2_000) <= PROMISED


@pytest.mark.slow
def test_false_alarms_are_few_in_some_worlds_of_each_kind() -> None:
    alarms = sum(false_alarms(World(10, answers, people), 60) for answers in ANSWERS for people in PEOPLE)
    assert upper_limit(alarms, 540) <= PROMISED
