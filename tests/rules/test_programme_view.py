"""The whole programme from its practices: whatever is added up, nobody learns anything of an untold practice."""

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.programme_view import ClosedRound, by_quarter, changes, last_days, together, turnout
from rules.summary import Figures, Response
from rules.telling import MINIMUM_GROUP, Told, classes, told
from rules.window_figures import Window, WindowFigures

MINIMUM, WIDTH = MINIMUM_GROUP, 5
DAY = date(2026, 12, 1)
#: What people answered in the windows of some practices, as nobody sees it: by practice and window.
COUNTS = st.lists(st.integers(0, 4), min_size=WIDTH, max_size=WIDTH).map(tuple)
WORLDS = st.dictionaries(st.tuples(st.integers(1, 4), st.integers(0, 2)), COUNTS, min_size=1)
World = Mapping[tuple[int, int], tuple[int, ...]]


def frozen(world: World) -> list[Window]:
    """The windows of a world, as far as each may be told."""
    return [
        Window(number, practice, number, 1, DAY, figures=WindowFigures({"goed": told(counts, MINIMUM)}))
        for (practice, number), counts in world.items()
    ]


@st.composite
def twins(draw: st.DrawFn) -> tuple[World, World]:
    """Two worlds that differ in what is untold only: by few, or by much alike."""
    world = draw(WORLDS)
    untold = COUNTS.filter(lambda one: told(one, MINIMUM) is None)
    return world, {key: counts if told(counts, MINIMUM) else draw(untold) for key, counts in world.items()}


@given(twins())
def test_worlds_that_differ_in_what_is_untold_look_alike(worlds: tuple[World, World]) -> None:
    one, other = (frozen(world) for world in worlds)
    assert together(one, "goed") == together(other, "goed")


@given(WORLDS)
def test_the_whole_less_what_is_told_is_nothing(world: World) -> None:
    whole = together(frozen(world), "goed")
    each = [found for counts in world.values() if (found := told(counts, MINIMUM))]
    assert (whole.found is None) == (not each)
    if whole.found:
        by_class = [found.counts if found.by_class else classes(found.counts) for found in each]
        counted = by_class if whole.found.by_class else [found.counts for found in each]
        assert whole.found.counts == tuple(map(sum, zip(*counted, strict=True)))
        assert whole.found.by_class == any(found.by_class for found in each)


def test_it_says_of_how_many_practices_it_is() -> None:
    windows = frozen({(1, 0): (3, 4, 2, 2, 3), (1, 1): (2, 4, 3, 0, 4), (2, 0): (1, 0, 0, 0, 0)})
    whole = together(windows, "goed")
    assert (whole.shown, whole.of) == (1, 2)
    assert whole.found == Told((5, 8, 5, 2, 7), False)
    assert together(windows, "samen").found is None


def test_one_practice_in_classes_makes_classes_of_the_whole() -> None:
    whole = together(frozen({(1, 0): (3, 4, 2, 2, 3), (2, 0): (2, 2, 2, 1, 1)}), "goed")
    assert whole.found == Told((11, 4, 7), True)


def test_rounds_stand_under_the_day_they_opened_whatever_their_number() -> None:
    figures = Figures(response={"caregiver": Response(3, 9), "participant": Response(1, 2)})
    held = [
        ClosedRound(practice, DAY + timedelta(weeks=n), figures) for practice, n in ((1, 0), (1, 1), (2, 1), (1, 2))
    ]
    assert last_days(held, 2) == [DAY + timedelta(weeks=1), DAY + timedelta(weeks=2)]
    assert turnout(held)[2, DAY + timedelta(weeks=1)] == Response(4, 11)
    assert (2, DAY) not in turnout(held)


def told_of(practice: int, day: date, *, version: int = 1, counts: tuple[int, ...] = (3, 4, 2, 2, 3)) -> Window:
    figures = WindowFigures({"goed": told(counts, MINIMUM)}, None, {"goed": version}, {"goed": "higher"})
    return Window(day.toordinal(), practice, day.toordinal(), 1, day, day, figures=figures)


def test_an_older_version_of_a_question_is_not_added_up_with_the_newest() -> None:
    whole = together([told_of(1, DAY), told_of(2, DAY, version=2)], "goed")
    assert (whole.shown, whole.of, whole.found) == (1, 2, Told((3, 4, 2, 2, 3), False))


def test_by_quarter_each_practice_is_in_it_once_as_it_was_told_last() -> None:
    second, third = date(2026, 5, 1), date(2026, 12, 31)
    silent = told_of(1, second + timedelta(days=9), counts=(9, 0, 0, 0, 0))
    windows = [told_of(1, date(2026, 4, 1)), told_of(1, second), silent, told_of(2, third)]
    found = by_quarter(windows, 8)
    assert [one.period.key for one in found] == ["2026q2", "2026q3", "2026q4"]
    assert [[window.begun_on for window in one.windows] for one in found] == [[second], [], [third]]
    assert [one.period.key for one in by_quarter(windows, 1)] == ["2026q4"]
    assert by_quarter([], 8) == []


def test_changes_are_counted_practice_by_practice() -> None:
    silent = told_of(3, DAY, counts=(9, 0, 0, 0, 0))
    assert changes([told_of(1, DAY), told_of(2, DAY), silent], "goed") == {"higher": 2}
