"""A page to hand over to somebody without Telegram: the whole notice, and the code with which to ask by letter."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from reports.colours import INK, MAIN

if TYPE_CHECKING:
    from reports.document import Document

#: Points. Large, for many who read it are old.
_TITLE, _HEADING, _TEXT, _CODE = 24, 15, 13, 30


class HandOut(Struct, frozen=True):
    """Everything on paper, in its language. intro: a paragraph each. notice: (heading, its paragraphs).

    code: in groups, under about_code. language: two letters.
    """

    title: str
    intro: Sequence[str]
    notice: Sequence[tuple[str, Sequence[str]]]
    about_code: str
    code: str
    language: str
    right_to_left: bool = False


def hand_out(words: HandOut) -> bytes:
    """A PDF of as many A4 pages as it takes."""
    from reports.document import MARGIN, Document  # slow to load, and only the process that draws needs it

    page = Document(words.title, words.language, words.right_to_left)
    page.set_auto_page_break(True, MARGIN)
    page.add_page()
    _heading(page, words.title, _TITLE)
    for paragraph in words.intro:
        page.write_lines(paragraph, _TEXT)
        page.ln(2)
    _code(page, words)
    for heading, paragraphs in words.notice:
        _part(page, heading, paragraphs)
    return page.as_bytes()


def _heading(page: "Document", text: str, size: float) -> None:
    page.set_text_color(MAIN)
    page.write_lines(text, size, bold=True)
    page.ln(1)
    page.set_text_color(INK)


def _code(page: "Document", words: HandOut) -> None:
    """Digits in groups read from left to right in every script."""
    page.write_lines(words.about_code, _TEXT)
    page.ln(2)
    page.set_text_shaping(True, direction="ltr")
    page.write_lines(words.code, _CODE, bold=True, align="C")
    page.set_text_shaping(True, direction="rtl" if words.right_to_left else "ltr")
    page.ln(3)


def _part(page: "Document", heading: str, paragraphs: Sequence[str]) -> None:
    if heading:
        page.ln(2)
        _heading(page, heading, _HEADING)
    for paragraph in paragraphs:
        page.write_lines(paragraph, _TEXT)
