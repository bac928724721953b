"""The picture of a round: the same figures as the text, at a glance."""

from dataclasses import replace

import pytest

from reports.summary_picture import summary_picture
from rules.summary import Figures
from tests.reports.figures import EARLIER, ROUND, summary_words
from tests.reports.looks import looks_as_approved, opened

#: Telegram keeps a photo of at most 2,560 pixels a side.
TELEGRAM = 2560


@pytest.mark.parametrize("language", ["nl", "tr", "ar", "uk"])
def test_a_round_looks_as_approved(language: str) -> None:
    words = summary_words(language, right_to_left=language == "ar")
    assert looks_as_approved(opened(summary_picture(words, ROUND, EARLIER)), f"summary-{language}")


def test_it_fits_telegram_and_has_its_own_light_background() -> None:
    picture = opened(summary_picture(summary_words("nl"), ROUND, EARLIER))
    assert max(picture.size) <= TELEGRAM
    corner = picture.getpixel((2, picture.height - 2))
    assert isinstance(corner, tuple)
    assert min(corner) > 240


def test_the_same_figures_are_the_same_picture() -> None:
    words = summary_words("nl")
    assert summary_picture(words, ROUND, EARLIER) == summary_picture(words, ROUND, EARLIER)


def test_a_round_in_which_nobody_answered_has_a_picture_too() -> None:
    picture = opened(summary_picture(summary_words("nl"), Figures()))
    assert looks_as_approved(picture, "summary-nobody")


def test_hidden_figures_leave_no_trace() -> None:
    """Two rounds that differ only in what is hidden cannot be told apart."""
    words = summary_words("nl")
    hidden = replace(ROUND, central={**ROUND.central, "samen": None, "volhouden": None})
    assert summary_picture(words, hidden, EARLIER) == summary_picture(words, hidden, EARLIER[:-1])


@pytest.mark.parametrize(
    "title", ["<b>&\"'</b>", "\x00\x01\x0b", "\u202eredrum", "W" * 300, "😀 \U0001f468\u200d\U0001f469"]
)
def test_no_words_can_break_the_picture(title: str) -> None:
    assert opened(summary_picture(replace(summary_words("nl"), title=title), ROUND)).width == 1040
