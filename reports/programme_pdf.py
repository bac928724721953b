"""The programme report to print or to read: A4 pages in PDF."""

from collections.abc import Sequence
from typing import TypeVar

from fpdf.enums import Align, TableBordersLayout
from fpdf.fonts import FontFace
from msgspec.structs import astuple

from reports import fonts, tabel1
from reports.alphabet import alphabetical
from reports.colours import BORDER, INK, MAIN, MUTED, WHITE
from reports.document import MARGIN, Document
from reports.map import practices_map
from reports.programme_report import CentralFigures, Counts, Learning, Lesson, ProgrammeReport, ResponseTable
from rules.summary import Response

Cell = TypeVar("Cell")

#: Unicode's left-to-right mark.
_LEFT_TO_RIGHT = "\u200e"
_BODY = 10.5
_LINE = 6.0
#: Of a row with a bar: the words, and what is left for the number behind the bar.
_WORDS, _NUMBER = 58, 16


def programme_pdf(report: ProgrammeReport) -> bytes:
    """The report in PDF, the same bytes for the same figures."""
    page = _Pages(report)
    page.add_page()
    page.write_lines(report.title, 22, bold=True)
    page.write_lines(report.period, 12)
    page.write_lines(report.made, _BODY)
    _indicator(page, report.indicator, report.since)
    _counts(page, report.statuses)
    _tabel1(page, report.tabel1)
    page.add_page()
    _map(page, report)
    page.add_page()
    _response(page, report.response)
    page.heading(report.central_caption)
    for question in report.central:
        _central(page, question)
    _learning(page, report.learning)
    page.heading(report.method_caption)
    for paragraph in report.method:
        page.write_lines(paragraph, _BODY)
        page.ln(1.5)
    return page.as_bytes()


class _Pages(Document):
    """Pages with the report's name and a number at the foot."""

    def __init__(self, report: ProgrammeReport) -> None:
        super().__init__(f"{report.title}, {report.period}", report.language, report.right_to_left)
        self._foot = f"{report.title} · {report.period}"
        self.set_auto_page_break(True, margin=MARGIN + 4)
        self.set_text_color(INK)

    def footer(self) -> None:
        self.set_y(-14)
        self.set_text_color(MUTED)
        self.write_lines(f"{self._foot} · {self.page_no()}", 8.5)
        self.set_text_color(INK)

    def heading(self, text: str) -> None:
        """Stays on one page with what follows."""
        self.ln(5)
        if self.will_page_break(32):
            self.add_page()
        self.set_text_color(MAIN)
        self.write_lines(text, 14, bold=True)
        self.set_text_color(INK)
        self.ln(1)

    def name(self, name: str) -> str:
        """A name from left to right, of which between other letters an apostrophe would change sides."""
        return _LEFT_TO_RIGHT + name if self.right_to_left else name

    def in_order(self, cells: Sequence[Cell]) -> list[Cell]:
        """Columns as they are read."""
        return list(reversed(cells)) if self.right_to_left else list(cells)


def _indicator(page: _Pages, indicator: Counts, since: str) -> None:
    page.heading(indicator.caption)
    top, wide = page.get_y(), page.epw / max(len(indicator.rows), 1)
    for column, (words, number) in enumerate(page.in_order(indicator.rows)):
        left = MARGIN + column * wide
        page.set_fill_color(MAIN)
        page.set_text_color(WHITE)
        page.rect(left + 1, top, wide - 2, 24, style="F", round_corners=True, corner_radius=2)
        page.cell_at(left, top + 3, wide, str(number), 22, bold=True)
        page.cell_at(left, top + 14, wide, words, _BODY)
    page.set_text_color(INK)
    page.set_y(top + 26)
    if since:
        page.write_lines(since, _BODY)


def _counts(page: _Pages, counts: Counts) -> None:
    page.heading(counts.caption)
    _bars(page, counts.rows)


def _bars(page: _Pages, rows: Sequence[tuple[str, int]]) -> None:
    most = max((number for _, number in rows), default=0)
    page.set_fill_color(MAIN)
    for words, number in rows:
        top = page.get_y()
        length = (page.epw - _WORDS - _NUMBER) * number / most if most else 0
        page.cell_from(0, top, _WORDS, words, _BODY)
        if number:
            page.bar_from(_WORDS, top + 1, length, _LINE - 2)
        page.cell_from(_WORDS + length + 1.5, top, _NUMBER, str(number), _BODY, bold=True)
        page.set_y(top + _LINE)


def _tabel1(page: _Pages, table: tabel1.Tabel1) -> None:
    page.heading(table.caption)
    rows = [table.header, *tabel1.rows(table)]
    _table(page, rows, (58, 29, 58, 29))
    page.ln(1.5)
    page.set_text_color(MUTED)
    page.write_lines(table.footnote, 9)
    page.set_text_color(INK)


def _map(page: _Pages, report: ProgrammeReport) -> None:
    page.heading(report.map.caption)
    room = page.h - page.get_y() - MARGIN - 8
    page.image(
        practices_map(report.map.spots, report.map.legend),
        x=Align.C,
        h=min(room, 196),
        alt_text=report.map.description,
        keep_aspect_ratio=True,
    )


def _response(page: _Pages, table: ResponseTable) -> None:
    page.heading(table.caption)
    practices = sorted(table.practices, key=lambda row: alphabetical(row.practice))
    rows = [
        [table.practice, *table.rounds],
        *([page.name(row.practice), *map(_share, row.rounds)] for row in practices),
    ]
    _table(page, rows, (40, *(134 / len(table.rounds) for _ in table.rounds)))


def _share(response: Response | str) -> str:
    return response if isinstance(response, str) else f"{response.answered}/{response.eligible}"


def _central(page: _Pages, figures: CentralFigures) -> None:
    if page.will_page_break(_LINE * (len(figures.rows) + 4)):
        page.add_page()
    page.write_lines(figures.question, 11.5, bold=True)
    page.write_lines(figures.line, _BODY)
    if figures.rows:
        _bars(page, figures.rows)
    page.ln(4)


def _learning(page: _Pages, learning: Learning) -> None:
    page.heading(learning.caption)
    if not learning.lessons:
        page.write_lines(learning.none, _BODY)
    for counts in learning.counts:
        if page.will_page_break(_LINE * (len(counts.rows) + 3)):
            page.add_page()
        page.write_lines(counts.caption, 11.5, bold=True)
        _bars(page, counts.rows)
        page.ln(3)
    for one in learning.lessons:
        _lesson(page, one, learning.header)


def _lesson(page: _Pages, one: Lesson, header: Sequence[str]) -> None:
    if page.will_page_break(_LINE * 5):
        page.add_page()
    page.write_lines(f"{page.name(one.practice)}: {one.title}", 11.5, bold=True)
    for words, text in zip(header[3:], astuple(one)[3:], strict=True):
        if text:
            page.write_lines(f"{words}: {text}", _BODY)
    page.ln(2)


def _table(page: _Pages, rows: Sequence[Sequence[str | int | None]], widths: Sequence[float]) -> None:
    """A table whose first row is its header. Words stand at the start of their column, numbers at its end."""
    page.set_font(fonts.FAMILY, "", _BODY)
    page.set_fill_color(WHITE)
    page.set_draw_color(BORDER)
    start, end = (Align.R, Align.L) if page.right_to_left else (Align.L, Align.R)
    body = rows[1] if len(rows) > 1 else rows[0]
    sides = [end if isinstance(cell, int) else start for cell in body]
    with page.table(
        col_widths=tuple(page.in_order(widths)),
        text_align=tuple(page.in_order(sides)),
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        headings_style=FontFace(emphasis="BOLD"),
        line_height=_LINE,
        padding=(0, 2),
    ) as table:
        for row in rows:
            table.row(["" if cell is None else str(cell) for cell in page.in_order(row)])
