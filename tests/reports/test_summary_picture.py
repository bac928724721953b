"""The pictures of a round: the same figures as the text, at a glance, on a phone."""

from typing import Any

import pytest
from msgspec.structs import replace

from reports.map import practices_map
from reports.picture import Picture
from reports.summary_picture import SummaryWords, how_many, summary_picture
from rules.summary import Figures
from tests.reports.figures import LEGEND, ROUND, SPOTS, ToldBars, summary_words
from tests.reports.looks import looks_as_approved, opened

#: Of a phone, in points: how wide a picture is in a chat, and the smallest letters that are read without zooming.
PHONE, SMALLEST = 360, 13
#: Telegram keeps a photo of at most so many pixels a side.
TELEGRAM = 2560
LANGUAGES = ("nl", "en", "tr", "pl", "ar", "uk")
#: As much as there can be: every option of every question, its mean and its line, and a verdict.
EVERYTHING: ToldBars = [((1, 2, 5, 8, 3), "3,6", (3.2, 3.3, None, 3.4, 3.5, 3.6))] * 3
VERDICT = "Wyraźnie niżej niż poprzednim razem, a to jest zdanie na dwie linie."


def full(language: str) -> SummaryWords:
    words = summary_words(language, right_to_left=language == "ar", told=EVERYTHING)
    return replace(words, central=[replace(question, verdict=VERDICT) for question in words.central])


def drawn(words: SummaryWords, figures: Figures = ROUND) -> list[bytes]:
    return [summary_picture(words, figures, number) for number in range(how_many(words.central))]


@pytest.mark.parametrize("language", ["nl", "tr", "ar", "uk"])
def test_a_round_looks_as_approved(language: str) -> None:
    for number, picture in enumerate(drawn(full(language)), 1):
        assert looks_as_approved(opened(picture), f"summary-{language}-{number}")


def test_what_is_told_in_part_looks_as_approved() -> None:
    for number, picture in enumerate(drawn(summary_words("nl")), 1):
        assert looks_as_approved(opened(picture), f"summary-in-part-{number}")


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> set[float]:
    """Of all letters that are drawn, on a phone."""
    found, text = set[float](), Picture.text

    def listening(picture: Picture, x: float, y: float, words: str, size: float, **how: Any) -> None:
        found.add(size * PHONE / picture.width)
        text(picture, x, y, words, size, **how)

    monkeypatch.setattr(Picture, "text", listening)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_read_on_a_phone_without_zooming(language: str, sizes: set[float]) -> None:
    """Also with as much on it as there can be: no narrow strip, no small print; and so is the map."""
    for picture in [*drawn(full(language)), practices_map(SPOTS, LEGEND)]:
        width, height = opened(picture).size
        assert height <= width * 5 / 4
        assert max(width, height) <= TELEGRAM
    assert min(sizes) >= SMALLEST


def test_it_has_its_own_light_background() -> None:
    for png in drawn(summary_words("nl")):
        picture = opened(png)
        corner = picture.getpixel((2, picture.height - 2))
        assert isinstance(corner, tuple)
        assert min(corner) > 240


def test_the_same_figures_are_the_same_pictures() -> None:
    assert drawn(summary_words("nl")) == drawn(summary_words("nl"))


def test_a_round_in_which_nobody_answered_has_one_picture() -> None:
    words = replace(summary_words("nl", told=[((), "", ())] * 3), window="")
    (picture,) = drawn(words, Figures())
    assert looks_as_approved(opened(picture), "summary-nobody")


def test_what_is_told_in_classes_has_no_mean_and_no_line() -> None:
    by_class = [((3, 4, 2), "", (3.0, 4.0)), ((), "", ()), ((), "", ())]
    without = [((3, 4, 2), "", ()), ((), "", ()), ((), "", ())]
    pictures = [drawn(summary_words("nl", told=told)) for told in (by_class, without)]
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize(
    "title", ["<b>&\"'</b>", "\x00\x01\x0b", "\u202eredrum", "W" * 300, "😀 \U0001f468\u200d\U0001f469"]
)
def test_no_words_can_break_the_picture(title: str) -> None:
    assert {opened(one).width for one in drawn(replace(summary_words("nl"), title=title))} == {1080}
