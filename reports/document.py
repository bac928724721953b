"""An A4 document in PDF: our letters, shaped for every script, and the same bytes for the same content."""

import logging

from fpdf import FPDF

from reports import fonts
from reports.fixed_timestamp import FIXED_TIMESTAMP

# It would write the letters that a font lacks into the log: letters of a name, perhaps.
logging.getLogger("fpdf").setLevel(logging.ERROR)

#: The edge around what is printed, in millimetres.
MARGIN = 18


class Document(FPDF):
    """Millimetres, from the top left corner. `right_to_left` turns the lines and their alignment."""

    def __init__(self, title: str, language: str, right_to_left: bool) -> None:
        super().__init__(format="A4")
        self.right_to_left = right_to_left
        self.set_creation_date(FIXED_TIMESTAMP)
        self.set_title(title)
        self.set_lang(language)
        self.set_margin(MARGIN)
        self.c_margin = 0
        for bold in (False, True):
            self.add_font(fonts.FAMILY, "B" if bold else "", fonts.file(bold))
        self.set_text_shaping(True, direction="rtl" if right_to_left else "ltr")

    @property
    def start(self) -> str:
        """The side on which lines begin: "L" or "R"."""
        return "R" if self.right_to_left else "L"

    def write_lines(self, text: str, size: float, *, bold: bool = False, align: str = "", leading: float = 1.3) -> None:
        """A paragraph in points, broken into lines between the margins; what follows comes below it."""
        self.set_font(fonts.FAMILY, "B" if bold else "", size)
        height = size * leading * 25.4 / 72
        self.multi_cell(0, height, text, align=align or self.start, new_x="LMARGIN", new_y="NEXT")

    def cell_from(self, offset: float, top: float, width: float, text: str, size: float, *, bold: bool = False) -> None:
        """One line, cut to `width`, beginning `offset` millimetres from where lines begin."""
        self.set_font(fonts.FAMILY, "B" if bold else "", size)
        room = width * 72 / 25.4
        self.set_xy(self._left(offset, width), top)
        self.cell(width, size * 0.55, fonts.cut(text, size, room, bold), align=self.start)

    def cell_at(self, left: float, top: float, width: float, text: str, size: float, *, bold: bool = False) -> None:
        """One line in the middle of a box."""
        self.set_font(fonts.FAMILY, "B" if bold else "", size)
        self.set_xy(left, top)
        self.cell(width, size * 0.5, text, align="C")

    def bar_from(self, offset: float, top: float, length: float, height: float) -> None:
        """A filled bar, beginning `offset` millimetres from where lines begin."""
        self.rect(self._left(offset, length), top, length, height, style="F")

    def _left(self, offset: float, width: float) -> float:
        return self.w - MARGIN - offset - width if self.right_to_left else MARGIN + offset

    def as_bytes(self) -> bytes:
        """The finished file."""
        return bytes(self.output())
