"""A spreadsheet that somebody sent, read as text: within bounds, and without trusting a byte of it."""

import warnings
from collections.abc import Iterator
from dataclasses import astuple
from datetime import date, datetime
from io import BytesIO
from typing import Any, Literal
from zipfile import BadZipFile, ZipFile

from rules.import_rows import recognise
from rules.import_words import Words
from rules.importing import LARGEST_FILE

#: The largest file once unpacked, in bytes.

MOST_UNPACKED = 20 * 1024 * 1024
#: The most rows of a sheet with something in them, how far down these may stand, and how many columns are read.
MOST_ROWS = 2_000
LOWEST_ROW = 20_000
MOST_COLUMNS = 20
MOST_SHEETS = 20
#: The memory a process that reads may use, in bytes.
MOST_MEMORY = 256 * 1024 * 1024

#: Why a file is not read: no spreadsheet; too large in any way; with a password (or from before 2007); with macros;
#: nothing is installed here that reads spreadsheets.
Refusal = Literal["no_spreadsheet", "too_large", "locked", "macros", "not_here"]
Sheets = dict[str, list[tuple[int, list[str]]]]

#: An OLE container: a workbook with a password, or of the kind that ends in .xls.
_OLE = b"\xd0\xcf\x11\xe0"
_MACROS = ("vbaProject", "macrosheets/")


class Refused(Exception):
    """This file is not read. why: for the person who sent it."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


def as_json(content: bytes, words: Words) -> bytes:
    """{"contents": …, "misread": [[sheet, row, what, column], …]}, or {"refused": why}, as JSON.

    For a process of its own, which it forbids to use much memory.
    """
    import resource

    import orjson

    _, allowed = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, allowed))
    try:
        contents, misread = recognise(read(content), words)
        return orjson.dumps({"contents": contents.as_json(), "misread": [astuple(one) for one in misread]})
    except Refused as refused:
        return orjson.dumps({"refused": refused.why})
    except MemoryError:
        resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))  # saying so takes memory as well
        return orjson.dumps({"refused": "too_large"})


def read(content: bytes) -> Sheets:
    """By title, the rows with something in them: the row's number and its cells as text. Raises Refused.

    A formula is its last outcome; each cell of a merged range has the words of the range; hidden rows are rows.
    """
    _look_inside(content)
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise Refused("not_here") from None
    try:
        with warnings.catch_warnings(action="ignore"):  # of what it leaves out, such as pictures
            book = load_workbook(BytesIO(content), data_only=True, keep_links=False)
        if len(book.worksheets) > MOST_SHEETS:
            raise Refused("too_large")
        return {page.title: list(_rows(page)) for page in book.worksheets}
    except (Refused, MemoryError):
        raise
    except Exception:  # whatever a damaged file makes a reader raise
        raise Refused("no_spreadsheet") from None


def _look_inside(content: bytes) -> None:
    """Refuses before anything is unpacked."""
    if len(content) > LARGEST_FILE:
        raise Refused("too_large")
    if content.startswith(_OLE):
        raise Refused("locked")
    try:
        with ZipFile(BytesIO(content)) as packed:
            entries = packed.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        raise Refused("no_spreadsheet") from None
    # Python unpacks no more of an entry than it says here, so what it says can be believed.
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused("too_large")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("locked")
    if any(sign in entry.filename for entry in entries for sign in _MACROS):
        raise Refused("macros")


def _rows(page: Any) -> Iterator[tuple[int, list[str]]]:
    if page.max_row > LOWEST_ROW:
        raise Refused("too_large")
    merged = _merged(page)
    count = 0
    width = min(page.max_column, MOST_COLUMNS)
    for number, row in enumerate(page.iter_rows(max_col=width, values_only=True), start=1):
        cells = [_text(merged.get((number, at), value)) for at, value in enumerate(row, start=1)]
        if any(cell.strip() for cell in cells):
            count += 1
            if count > MOST_ROWS + 1:  # the header is one
                raise Refused("too_large")
            yield number, cells


def _merged(page: Any) -> dict[tuple[int, int], object]:
    """What stands in the cells that are one with the first of their range."""
    return {
        (row, column): page.cell(one.min_row, one.min_col).value
        for one in page.merged_cells.ranges
        for row in range(one.min_row, min(one.max_row, page.max_row) + 1)
        for column in range(one.min_col, min(one.max_col, MOST_COLUMNS) + 1)
    }


def _text(value: object) -> str:
    """As a program shows it: no point in a whole number, no time in a day."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
