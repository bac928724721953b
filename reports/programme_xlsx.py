"""The programme report to reckon with: a sheet for each part, numbers as numbers."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import zip_longest

from msgspec.structs import astuple
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports import tabel1
from reports.alphabet import alphabetical
from reports.export import NARROWEST, WIDEST, Row
from reports.fixed_timestamp import FIXED_TIMESTAMP
from reports.map import practices_map
from reports.programme_report import CentralFigures, Learning, ProgrammeReport, ResponseTable
from reports.sheet import Cell, put
from rules.summary import Response

#: Pixels of the map, and what is shown of them: a screen full.
_MAP_SCALE = 0.4


def programme_xlsx(report: ProgrammeReport, sheets: Sequence[str]) -> bytes:
    """A workbook. Text is text in it, whatever it begins with.

    sheets: names of at most 31 letters for indicator, Tabel 1, map, response, central questions, learning and method.
    """
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": FIXED_TIMESTAMP, "title": f"{report.title}, {report.period}"})
        parts = (
            _indicator(report),
            _tabel1(report),
            _map(report),
            _response(report.response),
            _central(report),
            _learning(report.learning),
            _method(report),
        )
        for name, rows in zip(sheets, parts, strict=True):
            sheet = book.add_worksheet(name)
            if report.right_to_left:
                sheet.right_to_left()
            _fill(sheet, list(rows), book.add_format({"bold": True}), book.add_format({"text_wrap": True}))
        _draw(book.worksheets()[2], report)
    return target.getvalue()


def _fill(sheet: Worksheet, rows: Sequence[Row], bold: Format, wrapped: Format) -> None:
    for column, width in enumerate(_widths(rows)):
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows):
        words = bold if _is_heading(rows, number) else wrapped
        for column, cell in enumerate(row):
            put(sheet, number, column, cell, words if isinstance(cell, str) else None)


def _is_heading(rows: Sequence[Row], number: int) -> bool:
    """The first row, the words above the columns right below it, and a caption below an empty row."""
    above_columns = number == 1 and len(rows[number]) > 1
    return number == 0 or above_columns or (len(rows[number]) == 1 and not rows[number - 1])


def _widths(rows: Sequence[Row]) -> list[int]:
    """In letters, by column: as wide as what stands in it, but wide enough to read and narrow enough for a screen."""
    columns = zip_longest(*rows, fillvalue=None)
    return [min(max(NARROWEST, *(len(str(cell)) + 2 for cell in column)), WIDEST) for column in columns]


def _draw(sheet: Worksheet, report: ProgrammeReport) -> None:
    below = len(report.map.spots) + 3
    options = {
        "image_data": BytesIO(practices_map(report.map.spots, report.map.legend)),
        "description": report.map.description,
        "x_scale": _MAP_SCALE,
        "y_scale": _MAP_SCALE,
    }
    sheet.insert_image(below, 0, "map.png", options)


def _indicator(report: ProgrammeReport) -> Iterator[Row]:
    yield report.title, report.period
    yield (report.made,)
    for counts in (report.indicator, report.statuses):
        yield ()
        yield (counts.caption,)
        yield from counts.rows
        if report.since and counts is report.indicator:
            yield (report.since,)


def _tabel1(report: ProgrammeReport) -> Iterator[Row]:
    yield (report.tabel1.caption,)
    yield report.tabel1.header
    yield from tabel1.rows(report.tabel1)
    yield (report.tabel1.footnote,)


def _map(report: ProgrammeReport) -> Iterator[Row]:
    yield (report.map.caption,)
    for spot in sorted(report.map.spots, key=lambda spot: alphabetical(spot.label)):
        yield spot.label, spot.participants, spot.latitude, spot.longitude


def _response(table: ResponseTable) -> Iterator[Row]:
    yield (table.caption,)
    yield table.practice, table.round, table.answered, table.asked
    for practice in sorted(table.practices, key=lambda row: alphabetical(row.practice)):
        for name, found in zip(table.rounds, practice.rounds, strict=True):
            yield practice.practice, name, *_share(found)


def _share(found: Response | str) -> tuple[Cell, ...]:
    return (found,) if isinstance(found, str) else (found.answered, found.eligible)


def _central(report: ProgrammeReport) -> Iterator[Row]:
    yield (report.central_caption,)
    for figures in report.central:
        yield ()
        yield from _question(figures)


def _question(figures: CentralFigures) -> Iterator[Row]:
    yield (figures.question,)
    yield (figures.line,)
    yield from figures.rows


def _learning(learning: Learning) -> Iterator[Row]:
    yield (learning.caption,)
    if not learning.lessons:
        yield (learning.none,)
        return
    yield tuple(learning.header)
    yield from (astuple(one) for one in learning.lessons)
    for counts in learning.counts:
        yield ()
        yield (counts.caption,)
        yield from counts.rows


def _method(report: ProgrammeReport) -> Iterator[Row]:
    yield (report.method_caption,)
    for paragraph in report.method:
        yield (paragraph,)
