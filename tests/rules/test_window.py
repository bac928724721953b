"""Which windows are looked at, and of whom: nobody who came, went or kept silent is left to be worked out."""

import pytest

from rules.telling import MINIMUM_GROUP
from rules.window import Looked, looked_at

MANY = range(2 * MINIMUM_GROUP + 1)
BESIDE = {"mattered": "scales"}


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
    found = looked_at(1, {"mattered": mattered, "scales": scales}, {}, BESIDE, MINIMUM_GROUP)
    assert set(found.get("mattered", ())) == set(seen)
    assert set(found.get("scales", ())) == (set(scales) if len(scales) >= MINIMUM_GROUP else set())


def test_who_was_looked_at_last_is_compared_with_in_each_group() -> None:
    last = {"scales": Looked(1, MANY), "mattered": Looked(1, MANY[1:])}
    found = looked_at(2, {"scales": MANY, "mattered": MANY}, last, BESIDE, MINIMUM_GROUP)
    assert found == {"scales": set(MANY)}
