"""Putting a list in another order, one place at a time."""

import pytest

from rules.order import moved


@pytest.mark.parametrize(
    ("at", "up", "expected"),
    [(0, True, "abc"), (1, True, "bac"), (2, True, "acb"), (0, False, "bac"), (1, False, "acb"), (2, False, "abc")],
)
def test_something_moves_one_place_and_stays_at_the_edge(at: int, up: bool, expected: str) -> None:
    assert "".join(moved("abc", at, up=up)) == expected
