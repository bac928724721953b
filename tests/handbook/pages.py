"""docs/handleiding.md as pages: the little of Markdown that it uses, and its pictures beside each other."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from reports.colours import INK, MAIN, MUTED
from reports.document import MARGIN, Document
from tests.checks.named_tests import ROOT

SOURCE = ROOT / "docs" / "handleiding.md"
_IMAGE = re.compile(r"!\[(.*?)\]\((.*?)\)")
_BODY, _GAP = 10.5, 8.0
#: Of a picture, in millimetres: as a phone is held.
_WIDE, _HIGH = 62.0, 84.0


def pdf() -> bytes:
    """The whole handbook, the same bytes for the same text and pictures."""
    page = _Pages("Handleiding voor coördinatoren", "nl", right_to_left=False)
    page.add_page()
    for block in SOURCE.read_text(encoding="utf-8").split("\n\n"):
        page.put(block.strip())
    return page.as_bytes()


class _Pages(Document):
    def __init__(self, title: str, language: str, right_to_left: bool) -> None:
        super().__init__(title, language, right_to_left)
        self.set_auto_page_break(True, margin=MARGIN)

    def footer(self) -> None:
        self.set_y(-14)
        self.set_text_color(MUTED)
        self.write_lines(f"Handleiding voor coördinatoren · {self.page_no()}", 8.5)
        self.set_text_color(INK)

    def put(self, block: str) -> None:
        """A heading, a row of pictures, a list, or a paragraph."""
        if block.startswith("#"):
            marks, _, words = block.partition(" ")
            self._heading(words, 20 if marks == "#" else 13.5)
        elif pictures := _IMAGE.findall(block):
            self._pictures(pictures)
        else:
            for words in _lines(block):
                self._words(words)
            self.ln(2)

    def _heading(self, words: str, size: float) -> None:
        self.ln(3)
        if self.will_page_break(24):
            self.add_page()
        self.set_text_color(MAIN)
        self.write_lines(words, size, bold=True)
        self.set_text_color(INK)
        self.ln(1.5)

    def _words(self, words: str) -> None:
        self.set_font(self.font_family, "", _BODY)
        self.multi_cell(0, 5.4, words, markdown=True, align="L", new_x="LMARGIN", new_y="NEXT")

    def _pictures(self, pictures: Sequence[tuple[str, str]]) -> None:
        if self.will_page_break(_HIGH + 4):
            self.add_page()
        top = self.get_y() + 1
        for number, (words, path) in enumerate(pictures):
            left = MARGIN + number * (_WIDE + _GAP)
            shown = self.image(
                str(SOURCE.parent / path), left, top, _WIDE, _HIGH, alt_text=words, keep_aspect_ratio=True
            )
            self.rect(left + (_WIDE - shown.rendered_width) / 2, top, shown.rendered_width, shown.rendered_height)
        self.set_y(top + _HIGH + 3)


def _lines(block: str) -> Iterator[str]:
    """Each point of a list, or the whole paragraph, on a line of its own; bold stays, the rest of Markdown goes."""
    for part in re.split(r"\n(?=\d+\. |- )", block):
        words = " ".join(part.split())
        words = re.sub(r"`(.+?)`", r"**\1**", re.sub(r"(?<!\*)\*([^*]+)\*(?!\*)", r"\1", words))
        yield f"• {words[2:]}" if words.startswith("- ") else words


def words_of(source: Path = SOURCE) -> list[str]:
    """Every word that stands in it, without marks and pictures: what a reader of the pages must find."""
    text = _IMAGE.sub("", source.read_text(encoding="utf-8"))
    return re.findall(r"\w+", re.sub(r"[*`#]", "", text))
