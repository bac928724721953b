"""Which windows are looked at, and of whom: nobody who came, went or kept silent is left to be worked out."""

from datetime import date, timedelta

import pytest

from rules.telling import MINIMUM_GROUP
from rules.window import Looked, looked_at, may_look

MANY = range(2 * MINIMUM_GROUP + 1)
BESIDE = {"mattered": "scales"}
ENDED_ON = date(2026, 12, 7)


@pytest.mark.parametrize(
    ("scales", "mattered", "seen"),
    [
        (MANY, MANY, MANY),
        (MANY, MANY[1:], ()),  # one of the figures did not say
        (MANY[1:], MANY, MANY[1:]),  # who is not in the figures counts here no more
        (MANY, MANY[MINIMUM_GROUP:], MANY[MINIMUM_GROUP:]),  # a group did not say
        (MANY[: MINIMUM_GROUP - 1], MANY, ()),  # the figures are not looked at
    ],
)
def test_what_is_said_in_the_same_mood_is_looked_at_together_or_not_at_all(
    scales: range, mattered: range, seen: range
) -> None:
    found = looked_at(1, ENDED_ON, {"mattered": mattered, "scales": scales}, {}, BESIDE, MINIMUM_GROUP)
    assert set(found.get("mattered", ())) == set(seen)
    assert set(found.get("scales", ())) == (set(scales) if len(scales) >= MINIMUM_GROUP else set())


def test_who_was_looked_at_last_is_compared_with_in_each_group() -> None:
    last = {"scales": Looked(1, MANY, ENDED_ON), "mattered": Looked(1, MANY[1:], ENDED_ON)}
    found = looked_at(2, ENDED_ON, {"scales": MANY, "mattered": MANY}, last, BESIDE, MINIMUM_GROUP)
    assert found == {"scales": set(MANY)}


def test_nobody_comes_or_goes_alone() -> None:
    before = Looked(1, MANY, ENDED_ON)
    assert may_look(before, None, MINIMUM_GROUP)
    for changed in range(2 * MINIMUM_GROUP):
        this = Looked(2, MANY[changed:], ENDED_ON + timedelta(weeks=6))
        assert may_look(this, before, MINIMUM_GROUP) == (changed == 0 or changed >= MINIMUM_GROUP)


@pytest.mark.parametrize(("windows", "weeks", "is_forgotten"), [(3, 6, True), (3, 4, False), (2, 18, False)])
def test_a_window_is_forgotten_by_the_third_after_it_and_not_before_its_time(
    windows: int, weeks: int, is_forgotten: bool
) -> None:
    """Whoever leads can close rounds before anybody answers: those change nobody's mind."""
    this = Looked(1 + windows, MANY[1:], ENDED_ON + timedelta(weeks=weeks))
    assert may_look(this, Looked(1, MANY, ENDED_ON), MINIMUM_GROUP) == is_forgotten
