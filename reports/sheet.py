"""Writing into a sheet of a workbook: what does not fit is an error, where XlsxWriter would leave it out."""

from typing import Any

#: A date is no cell: weeks only (`export_rows.week`), so that nobody is recognised by the day on which they answered.
Cell = str | int | float | None


class DoesNotFit(ValueError):
    """More than a cell or a sheet holds."""


def put(sheet: Any, row: int, column: int, cell: Cell, looks: Any = None) -> None:
    """Text as text, whatever it begins with; a number as a number. row, column: from 0. looks: a format, if any."""
    if cell is None or cell == "":
        return
    write = sheet.write_string if isinstance(cell, str) else sheet.write_number
    if write(row, column, cell, looks):
        raise DoesNotFit(f"cell {row + 1}, {column + 1}")
