"""The words a check-in opens with: the same for the same history, and never the same for everybody."""

from collections import Counter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.greeting import VARIANTS, Outcome, Standing, standing, variant

outcomes = st.lists(st.sampled_from(get_args(Outcome)), max_size=3)


@pytest.mark.parametrize(
    ("before", "was_away", "expected"),
    [
        ([], False, "first"),
        (["missed"], False, "missed_one"),
        (["missed", "answered"], False, "missed_one"),
        (["missed", "missed", "answered"], False, "missed_several"),
        (["answered"], False, "usual"),
        (["answered", "answered"], False, "usual"),
        (["answered", "answered", "answered"], False, "three_in_a_row"),
        (["answered", "missed", "missed"], False, "back"),
        (["answered"], True, "back"),
        (["missed", "missed"], True, "back"),
        (["declined", "missed"], False, "usual"),
        (["missed", "declined"], False, "missed_one"),
    ],
)
def test_where_somebody_stands(before: list[Outcome], was_away: bool, expected: Standing) -> None:
    assert standing(before, was_away=was_away) == expected


@given(outcomes, st.booleans())
def test_everybody_stands_somewhere(before: list[Outcome], was_away: bool) -> None:
    found = standing(before, was_away=was_away)
    assert found in get_args(Standing)
    assert (found == "first") == (before == [])


@given(st.integers(1, 2**62))
def test_a_check_in_always_opens_with_the_same_words(check_in_id: int) -> None:
    assert variant(check_in_id) == variant(check_in_id)
    assert variant(check_in_id) in VARIANTS


@pytest.mark.parametrize("practice_size", [1, 3, 12, 30])
def test_the_words_vary_from_time_to_time(practice_size: int) -> None:
    """Whoever has every third or twelfth check-in does not hear the same words over and over."""
    heard = Counter(variant(number) for number in range(1, 300 * practice_size, practice_size))
    assert min(heard[one] for one in VARIANTS) > 50
