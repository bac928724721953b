"""The whole programme from its practices: whatever is added up, nobody learns anything of a hidden practice."""

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.programme_view import ClosedRound, last_days, newest, together, turnout
from rules.summary import Distribution, Figures, Response, protected

MINIMUM, WIDTH = 5, 5
DAY = date(2026, 12, 1)
#: What people answered in the rounds of some practices, as nobody sees it: by practice and round.
COUNTS = st.lists(st.integers(0, 4), min_size=WIDTH, max_size=WIDTH).map(tuple)
WORLDS = st.dictionaries(st.tuples(st.integers(1, 4), st.integers(0, 2)), COUNTS, min_size=1)
World = Mapping[tuple[int, int], tuple[int, ...]]


def frozen(world: World) -> list[ClosedRound]:
    """The snapshots of a world: under the small-group rule."""
    return [
        ClosedRound(
            practice, DAY + timedelta(weeks=number), Figures(central={"goed": protected(Distribution(counts), MINIMUM)})
        )
        for (practice, number), counts in world.items()
    ]


@st.composite
def twins(draw: st.DrawFn) -> tuple[World, World]:
    """Two worlds that differ in what is hidden only."""
    world = draw(WORLDS)
    few = st.lists(st.integers(0, 1), min_size=WIDTH, max_size=WIDTH).map(tuple).filter(lambda one: sum(one) < MINIMUM)
    other = {key: counts if sum(counts) >= MINIMUM else draw(few) for key, counts in world.items()}
    return world, other


@given(twins())
def test_worlds_that_differ_in_what_is_hidden_look_alike(worlds: tuple[World, World]) -> None:
    one, other = (frozen(world) for world in worlds)
    assert together(one, "goed", WIDTH) == together(other, "goed", WIDTH)
    assert together(newest(one), "goed", WIDTH) == together(newest(other), "goed", WIDTH)


@given(WORLDS)
def test_the_whole_less_what_is_shown_is_nothing(world: World) -> None:
    whole = together(frozen(world), "goed", WIDTH)
    shown = [counts for counts in world.values() if sum(counts) >= MINIMUM]
    rest = list(whole.found.counts) if whole.found else [0] * WIDTH
    for counts in shown:
        rest = [so_far - count for so_far, count in zip(rest, counts, strict=True)]
    assert rest == [0] * WIDTH
    assert (whole.found is None) == (not shown)


def test_it_says_of_how_many_practices_it_is() -> None:
    held = frozen({(1, 0): (5, 0, 0, 0, 0), (1, 1): (0, 5, 0, 0, 0), (2, 0): (1, 0, 0, 0, 0)})
    whole = together(held, "goed", WIDTH)
    assert (whole.shown, whole.of) == (1, 2)
    assert whole.found == Distribution((5, 5, 0, 0, 0))
    assert together(held, "samen", WIDTH).found is None


def test_a_scale_that_had_other_answers_is_not_mixed_in() -> None:
    assert together(frozen({(1, 0): (5, 0, 0, 0, 0)}), "goed", 4).found is None


def test_the_newest_round_of_each_practice_is_its_last_by_day() -> None:
    held = frozen({(1, 2): (5,) * 5, (1, 0): (6,) * 5, (2, 1): (7,) * 5})
    assert {one.practice_id: one.day for one in newest(held)} == {
        1: DAY + timedelta(weeks=2),
        2: DAY + timedelta(weeks=1),
    }


def test_rounds_stand_under_the_day_they_opened_whatever_their_number() -> None:
    figures = Figures(response={"caregiver": Response(3, 9), "participant": Response(1, 2)})
    held = [
        ClosedRound(practice, DAY + timedelta(weeks=n), figures) for practice, n in ((1, 0), (1, 1), (2, 1), (1, 2))
    ]
    assert last_days(held, 2) == [DAY + timedelta(weeks=1), DAY + timedelta(weeks=2)]
    assert turnout(held)[2, DAY + timedelta(weeks=1)] == Response(4, 11)
    assert (2, DAY) not in turnout(held)
