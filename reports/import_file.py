"""A spreadsheet that somebody sent, read as text: within bounds, and without trusting a byte of it."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Literal
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from msgspec.structs import astuple

from reports.sheet_cells import filled_cells
from rules.import_rows import NO_OUTCOME, recognise
from rules.import_words import Words
from rules.importing import LARGEST_FILE

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

#: The largest file once unpacked, in bytes.
MOST_UNPACKED = 20 * 1024 * 1024
#: The most rows of a sheet with something in them, how far down these may stand, and how many columns are read.
MOST_ROWS = 2_000
LOWEST_ROW = 20_000
MOST_COLUMNS = 20
#: Nothing may stand further to the right, or laying the sheet out would take much memory.
LAST_COLUMN = 200
MOST_SHEETS = 20
#: The memory a process that reads may use, in bytes.
MOST_MEMORY = 256 * 1024 * 1024

#: Why a file is not read: no spreadsheet; too large in any way; with a password (or from before 2007); with macros;
#: nothing is installed here that reads spreadsheets.
Refusal = Literal["no_spreadsheet", "too_large", "locked", "macros", "not_here"]
Sheets = dict[str, list[tuple[int, list[str]]]]
#: By title: rows and columns, from 1.
Places = dict[str, set[tuple[int, int]]]

#: An OLE container: a workbook with a password, or of the kind that ends in .xls.
_OLE = b"\xd0\xcf\x11\xe0"
#: Where an OpenDocument says that it has a password.
_MANIFEST, _ENCRYPTED = "META-INF/manifest.xml", b"encryption-data"
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

    A formula is its last outcome, or `NO_OUTCOME`; each cell of a merged range has the words of the range; hidden rows
    are rows. Values count: a style, a column's width or an empty cell far below decides nothing.
    """
    try:
        from python_calamine import CalamineError, load_workbook
    except ModuleNotFoundError:
        raise Refused("not_here") from None
    unsaved = _look_inside(content)
    try:
        book = load_workbook(BytesIO(content))
        if len(book.sheet_names) > MOST_SHEETS:
            raise Refused("too_large")
        return {
            title: list(_rows(book.get_sheet_by_name(title), unsaved.get(title, set()))) for title in book.sheet_names
        }
    except (CalamineError, ValueError, OSError):
        raise Refused("no_spreadsheet") from None


def _look_inside(content: bytes) -> Places:
    """Refuses before anything is laid out; by title, the cells with a formula that has no outcome."""
    if len(content) > LARGEST_FILE:
        raise Refused("too_large")
    if content.startswith(_OLE):
        raise Refused("locked")
    try:
        with ZipFile(BytesIO(content)) as packed:
            _look_at(packed.infolist())
            if _MANIFEST in packed.namelist() and _ENCRYPTED in packed.read(_MANIFEST):
                raise Refused("locked")
            return _without_outcome(packed)
    # Whatever a damaged file makes a reader raise.
    except (BadZipFile, ParseError, KeyError, ValueError, NotImplementedError, OSError, EOFError, zlib.error):
        raise Refused("no_spreadsheet") from None


def _look_at(entries: Sequence[ZipInfo]) -> None:
    # Python unpacks no more of an entry than it says here, so what it says can be believed.
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused("too_large")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("locked")
    if any(sign in entry.filename for entry in entries for sign in _MACROS):
        raise Refused("macros")


def _without_outcome(packed: ZipFile) -> Places:
    found: Places = {}
    for cell in filled_cells(packed):
        if cell.row > LOWEST_ROW or cell.column > LAST_COLUMN:
            raise Refused("too_large")
        if cell.lacks_outcome:
            found.setdefault(cell.sheet, set()).add((cell.row, cell.column))
    return found


def _rows(page: "CalamineSheet", unsaved: set[tuple[int, int]]) -> Iterator[tuple[int, list[str]]]:
    bottom, right = page.end or (0, 0)
    if bottom >= LOWEST_ROW or right >= LAST_COLUMN:
        raise Refused("too_large")
    cells = {
        (row, column): text
        for row, values in enumerate(page.to_python(skip_empty_area=False), start=1)
        for column, value in enumerate(values[:MOST_COLUMNS], start=1)
        if (text := _text(value))
    }
    cells |= {place: NO_OUTCOME for place in unsaved if place[1] <= MOST_COLUMNS}
    cells |= _merged(page, cells)
    return _filled(cells)


def _filled(cells: Mapping[tuple[int, int], str]) -> Iterator[tuple[int, list[str]]]:
    width = max((column for _, column in cells), default=0)
    numbers = sorted({row for (row, _), text in cells.items() if text.strip()})
    if len(numbers) > MOST_ROWS + 1:  # the header is one
        raise Refused("too_large")
    for number in numbers:
        yield number, [cells.get((number, column), "") for column in range(1, width + 1)]


def _merged(page: "CalamineSheet", cells: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """What stands in the cells that are one with the first of their range."""
    return {
        (row, column): cells[top + 1, left + 1]
        for (top, left), (bottom, right) in page.merged_cell_ranges or ()
        if (top + 1, left + 1) in cells
        for row in range(top + 1, min(bottom, page.end[0] if page.end else 0) + 2)
        for column in range(left + 1, min(right + 1, MOST_COLUMNS) + 1)
    }


def _text(value: object) -> str:
    """As a program shows it: no point in a whole number, no time in a day."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
