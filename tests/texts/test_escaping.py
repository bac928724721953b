"""Text of others: shown as typed, and powerless."""

import html
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.typed_text import one_line
from texts.escaping import is_balanced, length, literal, plain, shortened

ANYTHING = st.text(st.characters(), max_size=300)  # lone surrogates and control characters included


class Text(HTMLParser):
    """What a reader of HTML sees, and which tags there were."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text, self.tags = "", 0
        self.feed(markup)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags += 1


@given(ANYTHING)
def test_literal_text_shows_itself_and_nothing_else(typed: str) -> None:
    shown = Text(literal(typed))
    assert (shown.text, shown.tags) == (one_line(typed), 0)
    assert is_balanced(literal(typed))
    assert literal(literal(typed)) == literal(typed)


@given(ANYTHING, st.integers(2, 80))
def test_a_shortened_text_fits_and_is_never_empty(typed: str, limit: int) -> None:
    short = shortened(typed, limit)
    assert 0 < len(short) <= limit


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Een logeerhuis", 20, "Een logeerhuis"),
        ("Een logeerhuis voor mantelzorgers", 20, "Een logeerhuis voor…"),
        ("Aansprakelijkheidsverzekering", 10, "Aansprake…"),
        ("A aansprakelijkheidsverzekering", 10, "A aanspra…"),
        ("", 10, "…"),
    ],
)
def test_where_a_text_is_cut(text: str, limit: int, expected: str) -> None:
    assert shortened(text, limit) == expected


@given(ANYTHING)
def test_a_button_shows_what_the_message_shows(typed: str) -> None:
    assert plain(literal(typed)) == plain(typed) == html.unescape(literal(typed))


@pytest.mark.parametrize(
    ("markup", "units"), [("<b>Dag</b>", 3), ("&lt;b&gt; &amp; zo", 8), ("👵🏽", 4), ("<i></i>", 0), ("é…", 2)]
)
def test_length_as_telegram_counts(markup: str, units: int) -> None:
    assert length(markup) == units


@pytest.mark.parametrize("wrong", ["<b>", "</b>", "<b><i></b></i>", "a < b", "a & b", "<b>a</i>", ">"])
def test_html_that_telegram_refuses(wrong: str) -> None:
    assert not is_balanced(wrong)
