"""A leader who tries, with every right and an account that nobody knows of, is sure of nobody's answer: decision 21."""

import pytest

from tests.attacker import broken
from tests.attacker.belief import CERTAIN, LIFTED, surest
from tests.attacker.broken import BREAKS, Break
from tests.attacker.worlds import world

#: How often somebody answers as in the window before, as far as nobody may be pinned down.
PERSISTENCES = (0.5, 0.7)
EACH, ALL = 250, 10_000


def pinned_down(seeds: range) -> list[tuple[int, float]]:
    """The worlds in which somebody's answer became certain: seed and persistence."""
    return [
        (seed, persistence)
        for seed in seeds
        for persistence in (PERSISTENCES[seed % 2],)
        if surest(world(seed, persistence), seed) >= CERTAIN
    ]


def test_nobody_is_pinned_down() -> None:
    assert pinned_down(range(40)) == []


@pytest.mark.slow
def test_nobody_is_pinned_down_in_hundreds_of_worlds() -> None:
    assert pinned_down(range(EACH)) == []


@pytest.mark.nightly
@pytest.mark.parametrize("start", range(0, ALL, EACH))
def test_nobody_is_pinned_down_in_ten_thousand_worlds(start: int) -> None:
    assert pinned_down(range(start, start + EACH)) == []


@pytest.mark.parametrize("way", BREAKS, ids=lambda way: way.name)
def test_what_was_once_told_pinned_somebody_down_and_no_longer_does(way: Break) -> None:
    truth = (0, 3, 2, 4, 1, 3)[: way.people]
    before, after = broken.surest(way.then, truth)
    assert after >= CERTAIN
    assert after - before >= LIFTED
    before, after = broken.surest(way.now, truth)
    assert after == pytest.approx(before)
