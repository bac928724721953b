"""The figures behind the figures: everything of a period as tables, in XLSX or in CSV, written as it comes in.

Neither keeps more than a row in memory, so a table may be as long as it likes. Both are opened with `with`, and take
their tables one after the other: `begin` one, `add` its rows in as many portions as you like, `begin` the next.
"""

import csv
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol, Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reports.fixed_timestamp import FIXED_TIMESTAMP
from reports.inert import inert
from reports.sheet import Cell, put

Row = Sequence[Cell]


class Export(Protocol):
    """Tables into one file."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None: ...

    def begin(self, name: str, header: Sequence[str]) -> None:
        """A new table (a name of at most 31 letters) with its header; the one before is finished."""

    def add(self, rows: Iterable[Row]) -> None:
        """Rows below those of the table last begun."""


#: Of a sheet, its header among them (Excel's specifications and limits).
ROWS = 1_048_576
#: Of a column, in letters.
NARROWEST, WIDEST = 12, 60


class XlsxExport:
    """A workbook with a sheet for each table, or more where it is too long. Text is text, whatever it begins with."""

    def __init__(self, target: Path | BinaryIO) -> None:
        from xlsxwriter import Workbook  # only the process that writes has need of it

        self._book = Workbook(target, {"constant_memory": True})
        self._book.set_properties({"created": FIXED_TIMESTAMP})
        self._bold = self._book.add_format({"bold": True})
        self._widths: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._set_widths()
        self._book.close()

    def begin(self, name: str, header: Sequence[str]) -> None:
        self._set_widths()
        self._name, self._header, self._sheets = name, header, 0
        self._next_sheet()

    def _next_sheet(self) -> None:
        self._sheets += 1
        self._sheet = self._book.add_worksheet(self._name if self._sheets == 1 else f"{self._name[:27]} {self._sheets}")
        self._sheet.freeze_panes(1, 0)
        self._widths = [NARROWEST] * len(self._header)
        for column, words in enumerate(self._header):
            self._put(0, column, words, self._bold)
        self._next = 1

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if self._next == ROWS:
                self._set_widths()
                self._next_sheet()
            for column, cell in enumerate(row):
                self._put(self._next, column, cell)
            self._next += 1

    def _put(self, row: int, column: int, cell: Cell, looks: Any = None) -> None:
        put(self._sheet, row, column, cell, looks)
        if cell is not None and column < len(self._widths):
            self._widths[column] = max(self._widths[column], min(len(str(cell)) + 2, WIDEST))

    def _set_widths(self) -> None:
        """As wide as what stands in a column, when all of it is known."""
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)


class CsvExport:
    """A zip with a CSV file for each table: four tables have four headers, and one file has room for one.

    Semicolons and a byte order mark, as a Dutch Excel expects; anything else can be told to read it so too.
    """

    def __init__(self, target: Path | BinaryIO) -> None:
        self._zip = ZipFile(target, "w", ZIP_DEFLATED)
        self._file: TextIOWrapper | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._finish()
        self._zip.close()

    def begin(self, name: str, header: Sequence[str]) -> None:
        self._finish()
        entry = ZipInfo(f"{name}.csv", FIXED_TIMESTAMP.timetuple()[:6])
        entry.compress_type = ZIP_DEFLATED
        self._file = TextIOWrapper(self._zip.open(entry, "w", force_zip64=True), encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file, delimiter=";", quoting=csv.QUOTE_NONNUMERIC)
        self._csv.writerow(header)

    def add(self, rows: Iterable[Row]) -> None:
        self._csv.writerows([inert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)

    def _finish(self) -> None:
        if self._file:
            self._file.close()
