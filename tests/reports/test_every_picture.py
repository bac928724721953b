"""No picture is a narrow strip, and none has small print. The pictures of all tests are looked at; see `readable`."""

import ast

import pytest

from reports.picture import Picture
from tests.checks.source import ROOT, calls, modules
from tests.reports.readable import PHONE, SMALLEST, TALLEST

#: A square of black and white: there is nothing to read in it.
WITHOUT_LETTERS = {"delivery/rendering/invitations.py"}


def test_a_picture_that_is_too_tall_is_noticed() -> None:
    with pytest.raises(AssertionError):
        Picture(100, 100 * TALLEST + 1).png(1)
    assert Picture(100, 100 * TALLEST).png(1)


def test_letters_that_are_too_small_are_noticed() -> None:
    picture = Picture(2 * PHONE, PHONE)
    with pytest.raises(AssertionError):
        picture.text(0, 20, "klein", 2 * SMALLEST - 1)
    picture.text(0, 20, "groot", 2 * SMALLEST)


def test_every_picture_that_is_shown_is_drawn_where_it_is_looked_at() -> None:
    shown = {
        str(path.relative_to(ROOT))
        for path, tree in modules("delivery")
        for call in calls(tree)
        if isinstance(call.func, ast.Name)
        and call.func.id == "File"
        and any(keyword.arg == "is_picture" for keyword in call.keywords)
    }
    drawing = {
        str(path.relative_to(ROOT)).removesuffix(".py").replace("/", ".")
        for path, tree in modules("reports")
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id == "Picture"
    }
    for path in shown - WITHOUT_LETTERS:
        source = (ROOT / path).read_text(encoding="utf-8")
        assert any(f"from {name} import" in source for name in drawing), path
