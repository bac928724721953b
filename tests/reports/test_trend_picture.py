"""*Verloop* as a picture: read on a phone, and nothing in it that was not told."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reports.run_chart import Figure, RunFigures
from reports.time_axis import TimeAxis
from reports.trend_picture import TrendPicture, trend_picture
from tests.reports.looks import looks_as_approved, opened
from tests.reports.runs import FEW, MANY, classes, run
from tests.reports.test_summary_picture import LANGUAGES, PHONE, SMALLEST, sizes

__all__ = ["sizes"]
LOOKS = {
    "trend-run": run(),
    "trend-run-ar": run(language="ar"),
    "trend-run-short": run(13),
    "trend-one": run(1),
    "trend-few": classes(FEW),
    "trend-many": classes(MANY),
}


@pytest.mark.parametrize("name", LOOKS)
def test_it_looks_as_approved(name: str) -> None:
    assert looks_as_approved(opened(trend_picture(LOOKS[name])), name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_read_on_a_phone_without_zooming(language: str, sizes: set[float]) -> None:
    for shown in (run(language=language), run(2, language), classes(FEW, language), classes(MANY, language)):
        width, height = opened(trend_picture(shown)).size
        assert (width, height <= width * 5 / 4) == (3 * PHONE, True)
    assert min(sizes) >= SMALLEST


def test_the_same_figures_are_the_same_picture() -> None:
    assert trend_picture(run()) == trend_picture(run())


def test_a_gap_is_a_gap_whatever_was_not_told() -> None:
    """No line goes over it; and a window that stands alone is joined to none."""
    figures = [Figure(3.0), Figure(None), Figure(3.0), Figure(3.0, None), Figure(3.0)]
    over = replace(run(5), chart=RunFigures(figures, [3.0], 5), breaks=[])
    joined = replace(over, chart=RunFigures([Figure(3.0)] * 5, [3.0], 5))
    assert trend_picture(over) != trend_picture(joined)


def test_what_was_asked_on_another_scale_lies_between_the_same_ends() -> None:
    """The highest answer there was lies at the top, also where there were more of them than now."""

    def drawn(mean: float, of: int) -> bytes:
        figures = [Figure(mean, 0, of=of), Figure(2.0, 1, of=4)]
        return trend_picture(replace(run(2), chart=RunFigures(figures, [mean, None], 4), breaks=[1]))

    assert drawn(5.0, 5) == drawn(7.0, 7) == drawn(4.0, 4) != drawn(4.0, 5)


@pytest.mark.parametrize(
    "words", ["<b>&\"'</b>", "\x00\x01\x0b", "\u202eredrum", "W" * 300, "😀 \U0001f468\u200d\U0001f469"]
)
def test_no_words_can_break_the_picture(words: str) -> None:
    shown = replace(run(), title=words, question=words, notes=[words] * 9, experiments=[])
    assert opened(trend_picture(shown)).width == 3 * PHONE


@given(st.lists(st.dates(date(2026, 1, 1), date(2027, 1, 1)), min_size=2, max_size=20), st.dates())
def test_every_day_has_its_place_on_the_time_axis(days: list[date], day: date) -> None:
    pairs = list(zip(*[iter(sorted(days))] * 2, strict=False))
    axis = TimeAxis(16, 20, pairs)
    assert axis.left <= axis.place(day) <= axis.right
    assert axis.place(pairs[0][0]) == axis.left
    places = [axis.place(one) for one in sorted([*days, day])]
    assert places == sorted(places)


@pytest.mark.parametrize("windows", [1, 2, 7, 24])
def test_dates_below_it_do_not_overlap(windows: int) -> None:
    shown: TrendPicture = run(windows)
    axis = TimeAxis(16, 328 / windows, shown.days)
    places = [axis.middle(slot) for slot in axis.labelled(60)]
    assert all(after - before >= 60 for before, after in pairwise(places))
    assert windows - 1 in axis.labelled(60)
