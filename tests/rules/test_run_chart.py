"""The rules of a run chart: what is unusual, that chance is seldom called so, and that what was said stays said."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.run_chart import BASIS, Signal, fewest_crossings, longest_run, middle, signals

#: As Anhøj and Olesen print them: of so many useful figures the longest run and the fewest crossings.
PRINTED = {10: (6, 2), 11: (6, 2), 12: (7, 3), 15: (7, 4), 18: (7, 5), 20: (7, 6), 22: (7, 7), 24: (8, 8), 30: (8, 10)}
FIGURES = st.lists(st.integers(5, 25).map(lambda n: Fraction(n, 5)), min_size=0, max_size=40)


def run(letters: str) -> list[Fraction]:
    """A letter is a figure: high, low, or on the median of 3."""
    return [{"h": Fraction(4), "l": Fraction(2), "m": Fraction(3)}[letter] for letter in letters]


@pytest.mark.parametrize("useful", PRINTED)
def test_the_limits_are_those_that_are_printed(useful: int) -> None:
    assert (longest_run(useful), fewest_crossings(useful)) == PRINTED[useful]


def test_the_median_is_that_of_the_first_ten() -> None:
    assert middle(run("hlhlhlhlh")) is None
    assert middle(run("hlhlhlhlhl")) == 3
    assert middle(run("hlhlhlhlhl" + "h" * 20)) == 3


def test_a_long_run_is_said_from_the_figure_on_with_which_it_is_too_long() -> None:
    steady = "hlhlhlhlhl"
    assert signals(run(steady + "h" * 7)) == []
    assert signals(run(steady + "h" * 8)) == [Signal("higher", 10, 17)]
    assert signals(run(steady + "h" * 8 + "hhhlh")) == [Signal("higher", 10, 17)]
    assert signals(run(steady + "h" + "l" * 8)) == [Signal("lower", 11, 18)]


def test_what_lies_on_the_median_neither_counts_nor_breaks_a_run() -> None:
    assert signals(run("hlhlhlhlhl" + "hhhmmmmhhhh" + "h")) == [Signal("higher", 10, 21)]
    assert signals(run("hhhhlllmml" + "mmmmm")) == []  # eight useful ones only


def test_few_crossings_are_said() -> None:
    assert signals(run("hhhhhlllll")) == [Signal("few_crossings", 0, 9)]
    assert signals(run("hhhllhllhl")) == []


@given(FIGURES)
def test_what_was_said_stays_said(figures: list[Fraction]) -> None:
    said: list[Signal] = []
    for number in range(len(figures) + 1):
        now = signals(figures[:number])
        assert set(said) <= set(now)
        assert all(one.at == number - 1 for one in now if one not in said)
        said = now


def test_of_all_there_may_be_of_ten_few_are_unusual() -> None:
    """Enumerated: ten figures, five on each side of their own median, in every order that there is."""
    orders = [sides for sides in product("hl", repeat=BASIS) if sides.count("h") == BASIS // 2]
    unusual = [sides for sides in orders if signals(run("".join(sides)))]
    assert len(orders) == 252
    assert len(unusual) / len(orders) <= 0.05
