"""A practice's report as a Word document, for who will work on it: as much as fits on two pages."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.shared import Mm, Pt

from reports import word
from reports.practice_pdf import fitted
from reports.practice_report import PracticeReport, ReportedFigures, ReportedQuestion
from reports.trend_picture import trend_picture

if TYPE_CHECKING:
    from docx.blkcntnr import BlockItemContainer
    from docx.document import Document as Doc
    from docx.text.paragraph import Paragraph

#: A4 and its edges, and a picture, in millimetres.
_WIDE, _HIGH, _EDGE, _PICTURE = 210, 297, 16, 76
_BODY, _SMALL = 9.5, 8
#: Of the first page, for whatever letters the reader's machine has.
_SPARE = 65
_LETTERS = "Calibri"


def practice_docx(report: PracticeReport) -> bytes:
    """The same as the PDF, the same bytes for the same figures."""
    shown, _ = fitted(report, _SPARE)
    document = _empty(shown)
    document.add_heading(shown.title, 0)
    document.add_paragraph(f"{shown.practice}. {shown.made}")
    document.add_heading(shown.theme_caption, 1)
    document.add_paragraph(shown.theme)
    document.add_heading(shown.questions_caption, 1)
    for question in shown.questions:
        _question(document, question)
    document.add_heading(shown.response_caption, 1)
    _table(document, shown)
    _figures(document, shown)
    if shown.right_to_left:
        for paragraph in _everything(document):
            word.turn(paragraph)
    return word.as_bytes(document)


def _empty(report: PracticeReport) -> Doc:
    document = Document()
    word.named(document, f"{report.title}: {report.practice}", report.practice, report.language)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(_WIDE), Mm(_HIGH)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_EDGE)
    page.header_distance = page.footer_distance = Mm(8)
    for name, size, before in (
        ("Normal", _BODY, 0),
        ("Title", 20, 0),
        ("Heading 1", 12.5, 6),
        ("List Bullet", _BODY, 0),
        ("Footer", _SMALL, 0),
    ):
        style = document.styles[name]
        style.font.size, style.font.name = Pt(size), _LETTERS
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(2)
    foot = page.footer.paragraphs[0]
    foot.add_run(f"{report.title} · {report.practice} · {report.made} {report.page} ")
    word.number_pages(foot)
    return document


def _question(document: Doc, question: ReportedQuestion) -> None:
    document.add_paragraph().add_run(question.text).bold = True
    for one in question.experiments:
        paragraph = document.add_paragraph(one.line, style="List Bullet")
        for text in filter(None, (one.result, one.learnt)):
            paragraph.add_run().add_break()
            paragraph.add_run(text).italic = True
    if question.more:
        document.add_paragraph(question.more)


def _table(document: Doc, report: PracticeReport) -> None:
    table = document.add_table(0, len(report.response[0]), style="Table Grid")
    for number, row in enumerate(report.response):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = number == 0


def _figures(document: Doc, report: PracticeReport) -> None:
    """Two by two, and in the place of the next one how the figures were made."""
    has_pictures = any(one.picture for one in report.figures)
    heading = document.add_heading(report.figures_caption, 1)
    heading.paragraph_format.page_break_before = has_pictures
    places = len(report.figures) + 1
    table = document.add_table((places + 1) // 2, 2)
    cells = [cell for row in table.rows for cell in row.cells]
    for cell, one in zip(cells, report.figures, strict=False):
        _cell(cell, one)
    last = cells[places - 1]
    last.paragraphs[0].add_run(report.method_caption).bold = True
    for text in report.method:
        last.add_paragraph().add_run(text).font.size = Pt(_SMALL)


def _cell(cell: BlockItemContainer, one: ReportedFigures) -> None:
    first = cell.paragraphs[0]
    if one.picture:
        word.describe(
            first.add_run().add_picture(BytesIO(trend_picture(one.picture)), width=Mm(_PICTURE)), one.description
        )
    else:
        first.add_run(one.question).bold = True
    cell.add_paragraph().add_run(one.line).font.size = Pt(_SMALL)


def _everything(document: Doc) -> Iterator[Paragraph]:
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs
