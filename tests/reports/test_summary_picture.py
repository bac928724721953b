"""The picture of a round: the same figures as the text, at a glance."""

from dataclasses import replace

import pytest

from reports.summary_picture import summary_picture
from rules.summary import Figures
from tests.reports.figures import ROUND, summary_words
from tests.reports.looks import looks_as_approved, opened

#: Telegram keeps a photo of at most 2,560 pixels a side.
TELEGRAM = 2560


@pytest.mark.parametrize("language", ["nl", "tr", "ar", "uk"])
def test_a_round_looks_as_approved(language: str) -> None:
    words = summary_words(language, right_to_left=language == "ar")
    assert looks_as_approved(opened(summary_picture(words, ROUND)), f"summary-{language}")


def test_it_fits_telegram_and_has_its_own_light_background() -> None:
    picture = opened(summary_picture(summary_words("nl"), ROUND))
    assert max(picture.size) <= TELEGRAM
    corner = picture.getpixel((2, picture.height - 2))
    assert isinstance(corner, tuple)
    assert min(corner) > 240


def test_the_same_figures_are_the_same_picture() -> None:
    words = summary_words("nl")
    assert summary_picture(words, ROUND) == summary_picture(words, ROUND)


def test_a_round_in_which_nobody_answered_has_a_picture_too() -> None:
    words = replace(summary_words("nl", told=[((), "", ())] * 3), window="")
    picture = opened(summary_picture(words, Figures()))
    assert looks_as_approved(picture, "summary-nobody")


def test_what_is_told_in_classes_has_no_mean_and_no_line() -> None:
    by_class = [((3, 4, 2), "", (3.0, 4.0)), ((), "", ()), ((), "", ())]
    without = [((3, 4, 2), "", ()), ((), "", ()), ((), "", ())]
    pictures = [summary_picture(summary_words("nl", told=told), ROUND) for told in (by_class, without)]
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize(
    "title", ["<b>&\"'</b>", "\x00\x01\x0b", "\u202eredrum", "W" * 300, "😀 \U0001f468\u200d\U0001f469"]
)
def test_no_words_can_break_the_picture(title: str) -> None:
    assert opened(summary_picture(replace(summary_words("nl"), title=title), ROUND)).width == 1040
