"""A practice's report to print or to read: two A4 pages at most."""

from collections.abc import Sequence
from io import BytesIO

from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from reports import fonts
from reports.colours import BORDER, INK, MAIN, MUTED, WHITE
from reports.document import MARGIN, Document
from reports.practice_report import PracticeReport, ReportedFigures, ReportedQuestion
from reports.trend_picture import trend_picture

PAGES = 2
_BODY, _SMALL = 10.0, 8.5
#: Pictures stand two by two.
_GAP = 8.0


def practice_pdf(report: PracticeReport) -> bytes:
    """The report in PDF: with as much about the design questions as fits on two pages."""
    return fitted(report)[1]


def fitted(report: PracticeReport, spare: float = 0) -> tuple[PracticeReport, bytes]:
    """The longest version of the report that fits on two pages, and those; the shortest when none does.

    spare: millimetres that stay free on the first, for letters that are wider than ours.
    """
    drawn = [trend_picture(one.picture) if one.picture else None for one in report.figures]
    for version in report.from_long_to_short():
        page = _drawn(version, drawn, spare)
        content = page.as_bytes()  # of each: it closes the files of the letters as well
        if page.pages_count <= PAGES:
            break
    return version, content


def _drawn(report: PracticeReport, pictures: Sequence[bytes | None], spare: float) -> "_Pages":
    page = _Pages(report)
    page.set_auto_page_break(True, margin=MARGIN + spare)
    page.add_page()
    page.write_lines(report.title, 20, bold=True)
    page.write_lines(f"{report.practice}. {report.made}", 11)
    page.heading(report.theme_caption)
    page.write_lines(report.theme, _BODY)
    page.heading(report.questions_caption)
    for question in report.questions:
        _question(page, question)
    page.heading(report.response_caption)
    _table(page, report.response)
    page.set_auto_page_break(True, margin=MARGIN)
    if any(pictures):
        page.add_page()
    page.heading(report.figures_caption)
    _figures(page, report, pictures)
    return page


class _Pages(Document):
    """Pages with the practice, the day and a number at the foot."""

    def __init__(self, report: PracticeReport) -> None:
        super().__init__(f"{report.title}: {report.practice}", report.language, report.right_to_left)
        self._foot = f"{report.title} · {report.practice} · {report.made} {report.page}"
        self.set_text_color(INK)

    def footer(self) -> None:
        self.set_y(-12)
        self.set_text_color(MUTED)
        self.write_lines(f"{self._foot} {self.page_no()}", _SMALL)
        self.set_text_color(INK)

    def heading(self, text: str) -> None:
        self.ln(3)
        self.set_text_color(MAIN)
        self.write_lines(text, 13, bold=True)
        self.set_text_color(INK)
        self.ln(0.5)


def _question(page: _Pages, question: ReportedQuestion) -> None:
    page.write_lines(question.text, _BODY, bold=True, leading=1.2)
    for one in question.experiments:
        page.write_lines(f"• {one.line}", _BODY, leading=1.2)
        page.set_text_color(MUTED)
        for text in filter(None, (one.result, one.learnt)):
            page.write_lines(text, _BODY, leading=1.2)
        page.set_text_color(INK)
    if question.more:
        page.write_lines(question.more, _BODY, leading=1.2)
    page.ln(1.5)


def _table(page: _Pages, rows: Sequence[Sequence[str]]) -> None:
    page.set_font(fonts.FAMILY, "", _BODY)
    page.set_fill_color(WHITE)
    page.set_draw_color(BORDER)
    with page.table(
        text_align=page.start,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        headings_style=FontFace(emphasis="BOLD"),
        line_height=5.2,
        padding=(0, 2),
    ) as table:
        for row in rows:
            table.row(list(reversed(row)) if page.right_to_left else list(row))


def _figures(page: _Pages, report: PracticeReport, pictures: Sequence[bytes | None]) -> None:
    """Two by two, and in the place of the next one how the figures were made."""
    if not any(pictures):
        for one in report.figures:
            page.write_lines(one.question, _BODY, bold=True)
            page.write_lines(one.line, _BODY)
        _method(page, report)
        return
    width, top, foot = (page.epw - _GAP) / 2, page.get_y(), page.get_y()
    for place, (one, drawn) in enumerate(zip(report.figures, pictures, strict=True)):
        left = MARGIN + (place % 2) * (width + _GAP)
        top = foot + 3 if place % 2 == 0 and place else top
        foot = max(foot, _beside(page, one, drawn, left, top, width))
    _in_column(page, MARGIN + (len(pictures) % 2) * (width + _GAP), width)
    page.set_y(top if len(pictures) % 2 else foot)
    _method(page, report)
    _in_column(page, MARGIN, page.w - 2 * MARGIN)


def _in_column(page: _Pages, left: float, width: float) -> None:
    """What is written from now on stands between these edges."""
    page.set_left_margin(left)
    page.set_right_margin(page.w - left - width)


def _beside(page: _Pages, one: ReportedFigures, drawn: bytes | None, left: float, top: float, width: float) -> float:
    """A picture with its figures below, in a column. Returns where it ends."""
    _in_column(page, left, width)
    page.set_y(top)
    if drawn is None:
        page.write_lines(one.question, _BODY, bold=True)
    else:
        info = page.image(BytesIO(drawn), x=left, y=top, w=width, alt_text=one.description)
        page.set_y(top + info.rendered_height + 1)
    page.write_lines(one.line, _SMALL)
    return page.get_y()


def _method(page: _Pages, report: PracticeReport) -> None:
    page.heading(report.method_caption)
    for paragraph in report.method:
        page.write_lines(paragraph, _SMALL, leading=1.2)
        page.ln(1)
