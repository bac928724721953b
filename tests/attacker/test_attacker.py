"""A leader who tries, with every right and an account that nobody knows of, is sure of nobody's answer: decision 21."""

import pytest

from rules import window
from rules.access import Role
from rules.telling import MINIMUM_GROUP, Told, told
from rules.window import may_look
from rules.window_figures import MATTERED
from tests.attacker import broken, worlds
from tests.attacker.belief import CERTAIN, LIFTED, Belief, surest
from tests.attacker.broken import BREAKS, Break
from tests.attacker.people import Habits, said
from tests.attacker.worlds import WINDOWS, Answered, Rules, World, by_all, seen, world

#: How often somebody answers as in the window before, as far as nobody may be pinned down.
PERSISTENCES = (0.5, 0.7)
EACH, ALL = 250, 10_000
ALIKE_IS_TOLD = Rules(tell=lambda counts: _of_enough(tuple(counts)))


def _of_enough(counts: tuple[int, ...]) -> Told | None:
    return Told(counts, by_class=False) if sum(counts) >= MINIMUM_GROUP else None


def pinned_down(seeds: range) -> list[int]:
    """The worlds in which somebody's answer became certain."""
    return [seed for seed in seeds if surest(world(seed, PERSISTENCES[seed % 2]), seed) >= CERTAIN]


def test_nobody_is_pinned_down() -> None:
    assert pinned_down(range(30)) == []


def those_who_come_and_go(number: int) -> World:
    """Eight who stay as they are; so many others, who agree, answer every other window and not the ones between."""
    lives = [[said(0, 0, 0)] * WINDOWS] * number
    lives += [[said(*(option,) * 3, mattered=min(option, 3))] * WINDOWS for option in (0, 1, 2, 2, 2, 3, 3, 4)]
    everybody = range(len(lives))
    there = [by_all(everybody[number * (at % 2) :], [[4, 4, 4, 3]]) for at in range(WINDOWS)]
    return World(Habits("usual", 0.8, 0.7), lives, seen(there, Rules()))


def all_alike(rules: Rules) -> World:
    lives = [[said(3, 3, 3, mattered=3)]] * 8
    return World(Habits("usual", 0.0, 0.7), lives, seen([by_all(range(8), [])], rules))


def one_who_skipped_a_scale() -> World:
    """Eight and an account said whether it mattered, and that is silent; one of them is not in what the scales tell."""
    alike = [said(option, option, option, mattered=min(option, 3)) for option in (4, 2, 3, 3, 2)]
    others = [said(3, 2, 3, mattered=3), said(0, 1, 1, mattered=3), said(2, 3, 2, mattered=2)]
    groups = {Role.CAREGIVER: tuple(range(1, 8)), MATTERED: tuple(range(8))}
    lives = [[one] for one in (*alike, *others)]
    return World(Habits("narrow", 0.8, 0.7), lives, seen([Answered(groups, [[4, 2, 1, 0]])], Rules()))


def believed(story: World) -> float:
    """The surest of a story that is plain enough for one walk."""
    belief = Belief(story, seed=1)
    belief.walk(500)
    return belief.surest()


@pytest.mark.parametrize("number", [1, 2])
def test_whoever_comes_and_goes_is_not_pinned_down(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert believed(those_who_come_and_go(number)) < CERTAIN
    monkeypatch.setattr(window, "may_look", lambda *_: True)
    assert believed(those_who_come_and_go(number)) >= CERTAIN


def test_three_who_come_and_go_together_are_too_few(monkeypatch: pytest.MonkeyPatch) -> None:
    assert believed(those_who_come_and_go(3)) < CERTAIN
    monkeypatch.setattr(window, "may_look", lambda this, last, _: may_look(this, last, 3))
    assert believed(those_who_come_and_go(3)) >= CERTAIN


def test_whether_it_mattered_is_not_worked_out_from_what_is_told_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert believed(one_who_skipped_a_scale()) < CERTAIN
    monkeypatch.setattr(worlds, "BESIDE", {})
    assert believed(one_who_skipped_a_scale()) >= CERTAIN


def test_those_who_all_answer_alike_are_not_pinned_down() -> None:
    assert believed(all_alike(ALIKE_IS_TOLD)) >= CERTAIN
    assert believed(all_alike(Rules())) < CERTAIN


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


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((1, 1, 2, 1, 2), None),
        ((1, 1, 2, 2, 2), (2, 2, 4)),
        ((1, 1, 1, 2, 3), None),  # of seven others five in one class
        ((2, 2, 2, 2, 3), (4, 2, 5)),
        ((2, 2, 2, 3, 3), (2, 2, 2, 3, 3)),
        ((1, 1, 2, 4, 4), None),
    ],
)
def test_what_is_told_of_how_many(counts: tuple[int, ...], expected: tuple[int, ...] | None) -> None:
    found = told(counts, MINIMUM_GROUP)
    assert (found.counts if found else None) == expected
    assert (found is not None and found.mean is not None) == (sum(counts) >= 12 and expected is not None)
