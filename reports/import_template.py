"""The spreadsheet that people fill in and send back, with what there is now already in it."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from reports.sheet import Cell, put
from rules.import_words import COLUMNS, SheetKey, TemplateWords
from rules.inventory import Inventory, Practice

#: Empty rows below the filled ones in which a cell still offers its choices.
ROOM = 200
#: How wide a column is, in characters; a central question's longest words fit.
WIDTHS = {
    "nr": 6,
    "latitude": 14,
    "longitude": 14,
    "question": 60,
    "experiment": 48,
    "core_theme": 60,
    "expectation": 60,
}
WIDTH = 26


def template(words: TemplateWords, inventory: Inventory) -> bytes:
    """An XLSX with a sheet for each of `words.sheets`, and one that explains and lists the choices."""
    from xlsxwriter import Workbook

    from reports.fixed_timestamp import FIXED_TIMESTAMP

    content = BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": FIXED_TIMESTAMP})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        pages = {key: book.add_worksheet(title) for key, title in words.sheets.items()}
        places = _explain(book.add_worksheet(words.explained), words, bold, wrapped)
        for key, page in pages.items():
            rows = list(_rows(key, words, inventory))
            _fill(page, [words.columns[key][column] for column in COLUMNS[key]], rows, bold, wrapped)
            _arrange(page, key, len(rows), places)
        for page in book.worksheets() if words.right_to_left else ():
            page.right_to_left()
    return content.getvalue()


def _fill(page: Any, header: Sequence[str], rows: Sequence[Sequence[Cell]], bold: Any, wrapped: Any) -> None:
    page.freeze_panes(1, 0)
    for column, words in enumerate(header):
        put(page, 0, column, words, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            put(page, number, column, cell, wrapped)


def _rows(sheet: SheetKey, words: TemplateWords, inventory: Inventory) -> Iterator[Sequence[Cell]]:
    for practice in inventory:
        match sheet:
            case "practices":
                region = words.choices["region"][practice.region]
                yield practice.name, region, practice.latitude, practice.longitude, practice.core_theme
            case "questions":
                for number, question in enumerate(practice.questions, start=1):
                    yield number, practice.name, words.choices["central"].get(question.central, ""), question.text
            case "experiments":
                yield from _experiments(words, practice)
            case "participants":
                for organisation, number in practice.outside.items():
                    name = words.choices["organisation"].get(organisation, "") if organisation else ""
                    yield from [(practice.name, name)] * number


def _experiments(words: TemplateWords, practice: Practice) -> Iterator[Sequence[Cell]]:
    for question in practice.questions:
        for number, one in enumerate(question.experiments, start=1):
            status = words.choices["status"].get(one.status, "") if one.status else ""
            yield number, practice.name, question.text, one.title, status, one.expectation


def _explain(page: Any, words: TemplateWords, bold: Any, wrapped: Any) -> dict[str, str]:
    """Writes the last sheet; where the choices of each column stand in it, as a spreadsheet names a range."""
    page.set_column(0, 0, 80)
    for number, line in enumerate(words.explanation):
        page.write_string(number, 0, line, wrapped)
    top = len(words.explanation) + 1
    headers = {column: name for sheet in words.columns.values() for column, name in sheet.items()}
    places = {}
    for column, (key, choices) in enumerate(words.choices.items()):
        page.set_column(max(column, 1), max(column, 1), WIDTH)
        page.write_string(top, column, headers[key], bold)
        page.write_column(top + 1, column, [*choices.values()], wrapped)
        places[key] = _range(words.explained, column, top + 1, len(choices))
    return places


def _range(title: str, column: int, first: int, count: int) -> str:
    from xlsxwriter.utility import quote_sheetname, xl_range_abs

    return f"={quote_sheetname(title)}!{xl_range_abs(first, column, first + count - 1, column)}"


def _arrange(page: Any, sheet: SheetKey, filled: int, places: Mapping[str, str]) -> None:
    for at, column in enumerate(COLUMNS[sheet]):
        page.set_column(at, at, WIDTHS.get(column, WIDTH))
        if column in places:
            # A warning only: who writes it another way is understood, or told so in plain words.
            allowed = {"validate": "list", "source": places[column], "error_type": "information"}
            page.data_validation(1, at, filled + ROOM, at, allowed)
