"""The poster that invites people to a practice: one A4 page to hang on a wall."""

from typing import TYPE_CHECKING

from msgspec import Struct

from reports import qr
from reports.colours import INK, MAIN, MUTED, WHITE

if TYPE_CHECKING:
    from reports.document import Document

#: Millimetres: the coloured head, and the QR code with its quiet zone.
_HEAD = 60
_CODE = 112
#: Rows of modules overlap a little, so that no screen shows a seam between them.
_OVERLAP = 1.02


class PosterWords(Struct, frozen=True):
    """Everything on the poster, in its language. about: what it is about, a sentence per line.

    until: the last day on which it works: whoever passes the poster later sees it from afar. language: two letters.
    """

    programme: str
    practice: str
    about: tuple[str, ...]
    scan: str
    until: str
    small_print: tuple[str, ...]
    language: str
    right_to_left: bool = False


def poster(words: PosterWords, link: str) -> bytes:
    """A PDF of one A4 page, with the link as a QR code to scan or to tap on. ValueError when the link is too long."""
    from reports.document import Document  # slow to load, and only the process that draws needs it

    page = Document(f"{words.programme}: {words.practice}", words.language, words.right_to_left)
    page.set_auto_page_break(False)
    page.add_page()
    _head(page, words)
    _about(page, words)
    _code(page, words, link)
    _small_print(page, words)
    return page.as_bytes()


def _head(page: "Document", words: PosterWords) -> None:
    page.set_fill_color(MAIN)
    page.rect(0, 0, page.w, _HEAD, style="F")
    page.set_text_color(WHITE)
    page.set_y(page.t_margin - 2)
    page.write_lines(words.programme, 34, bold=True, leading=1.15)
    page.ln(2)
    page.write_lines(words.practice, 24)


def _about(page: "Document", words: PosterWords) -> None:
    page.set_text_color(INK)
    page.set_y(_HEAD + 14)
    for sentence in words.about:
        page.write_lines(sentence, 22)
        page.ln(1.5)


def _code(page: "Document", words: PosterWords, link: str) -> None:
    left, top = (page.w - _CODE) / 2, 138.0
    module = _CODE / (qr.size(link) + 2 * qr.QUIET_ZONE)
    edge = qr.QUIET_ZONE * module
    page.set_fill_color(INK)
    for column, row, length in qr.dark_runs(link):
        x, y = left + edge + column * module, top + edge + row * module
        page.rect(x, y, length * module, module * _OVERLAP, style="F")
    page.link(left, top, _CODE, _CODE, link, alt_text=words.scan)
    page.set_y(top + _CODE - 3)
    page.write_lines(words.scan, 26, bold=True, align="C")
    page.ln(1)
    page.write_lines(words.until, 20, bold=True, align="C")


def _small_print(page: "Document", words: PosterWords) -> None:
    page.set_text_color(MUTED)
    page.set_y(page.h - 12 - 6 * len(words.small_print))
    for line in words.small_print:
        page.write_lines(line, 12, align="C")
