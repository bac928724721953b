"""A scale of any length: its answers and classes have the same keys in every table, and none is left out of a row."""

import pytest

from delivery.code_book import code_book
from programme.model import Programme
from rules.asked import Asked
from rules.period import Period
from rules.programme_view import Together
from rules.question_version import versions
from rules.summary import RoundFigures
from rules.telling import Told, classes
from rules.window_figures import Window, WindowFigures
from tests.once import CATALOGUES, PROGRAMME
from tests.texts.text_views import CENTRAL, CLOSES, OPENED, figures, window
from texts.messages import programme_trend, told, trend, trend_picture
from texts.messages.next_figures import NextFigures
from texts.messages.programme_trend import QuarterView
from texts.messages.trend_view import TrendView

T = CATALOGUES.translator("nl")
LENGTHS = range(2, 8)
ROUND = RoundFigures(1, 1, OPENED.date(), figures(), CLOSES)


def asking(length: int, version: int = 1) -> Programme:
    """The programme, but its first scale has this many answers."""
    file = PROGRAMME.model_dump(mode="json")
    scale = file["forms"][0]["questions"][0]
    scale["version"] = version
    scale["options"] = [{**scale["options"][0], "key": str(number)} for number in range(1, length + 1)]
    return Programme.model_validate(file)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("by_class", [True, False])
def test_each_row_has_its_key_and_stands_in_the_code_book(length: int, by_class: bool) -> None:
    programme = asking(length)
    question = programme.forms[0].questions[0]
    counts = tuple(range(3, 3 + length))
    rows = told.keyed(T, Told(classes(counts) if by_class else counts, by_class), question.options)
    assert sum(count for *_, count in rows) == sum(counts)
    book = [row.option for row in code_book(T, Asked(programme, {})) if row.question == question.key]
    assert {key for key, *_ in rows} <= set(book)
    assert sorted(map(str, book)) == sorted(set(map(str, book)))
    assert ("middle" in book) == bool(length % 2)


@pytest.mark.parametrize("now", LENGTHS)
@pytest.mark.parametrize("then", LENGTHS)
def test_each_window_is_told_in_the_classes_of_its_own_scale(then: int, now: int) -> None:
    """The question was asked anew, with more or fewer answers: nobody is left out, in words or in the legend."""
    windows = [_window(1, 1, then), _window(4, 2, now)]
    kept = {(one.question, one.version): one for one in versions(asking(then))}
    asked = Asked(asking(now, version=2), kept)
    view = TrendView(3, "Zwolle", [ROUND], windows, NextFigures(7, 3, 8), CENTRAL, asked)
    text = trend.trend(T, view).text
    for length in (then, now):
        low, middle, high = classes(tuple(range(3, 3 + length)))
        assert f"Moeilijk: {low}, {f'Gaat wel: {middle}, ' if length % 2 else ''}Goed: {high}" in text
    assert len(trend_picture.on_trend(T, view, "samen", windows).classes) == (3 if (then % 2 or now % 2) else 2)
    quarters = [
        QuarterView(
            Period(2026, 1 + place), Together(one.told("samen"), 1, 1, one.asked("samen")), asked.options(one)["samen"]
        )
        for place, one in enumerate(windows)
    ]
    assert programme_trend.on_trend(T, CENTRAL["samen"], quarters).breaks == [1]
    said = list(programme_trend.by_quarter(T, quarters))
    assert len(said) == 3
    assert ("Gaat wel" in said[0], "Gaat wel" in said[2]) == (bool(then % 2), bool(now % 2))


def _window(first: int, version: int, length: int) -> Window:
    told = Told(tuple(range(3, 3 + length)), False)
    figures = WindowFigures({"samen": told}, None, {"samen": version}, questions={"samen": "samen"})
    return window(figures, first=first)
