"""The cells of a spreadsheet's XML, for the two things a reader of values does not tell.

A cell far down that holds something would make a reader lay out everything above it; and a formula whose outcome was
never stored reads as an empty cell. SpreadsheetML (ISO/IEC 29500), transitional and strict: names count, namespaces do
not.
"""

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from msgspec import Struct

_PLACE = re.compile(r"([A-Z]{1,7})([0-9]{1,18})")


class XmlCell(Struct, frozen=True):
    """A cell with something in it. row, column: from 1. lacks_outcome: a formula, and no value beside it."""

    sheet: str
    row: int
    column: int
    lacks_outcome: bool


def filled_cells(packed: ZipFile) -> Iterator[XmlCell]:
    """The cells that hold something, sheet by sheet; of an OpenDocument only formulas without an outcome.

    None for a file without a workbook. ParseError, KeyError.
    """
    if "content.xml" in packed.namelist():
        yield from _in_opendocument(packed)
    if "xl/workbook.xml" not in packed.namelist():
        return
    for title, part in _parts(packed).items():
        if part in packed.namelist():
            yield from _in_sheet(packed, title, part)


def _parts(packed: ZipFile) -> dict[str, str]:
    """Where the XML of each sheet is, by title."""
    targets = {
        one.get("Id"): one.get("Target", "") for one in _elements(packed, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    found = {}
    for sheet in _elements(packed, "xl/workbook.xml", "sheet"):
        relation = next((value for name, value in sheet.attrib.items() if _local(name) == "id"), None)
        found[sheet.get("name", "")] = posixpath.join("/xl", targets.get(relation, "")).lstrip("/")
    return found


def _in_sheet(packed: ZipFile, title: str, part: str) -> Iterator[XmlCell]:
    row = column = 0
    with packed.open(part) as file:
        for event, one in iterparse(file, ("start", "end")):
            match event, _local(one.tag):
                case "start", "row":
                    row, column = _number(one.get("r"), row + 1), 0
                case "end", "row":
                    one.clear()
                case "end", "c":
                    row, column = _place(one.get("r"), row, column + 1)
                    yield from _cell(title, row, column, one)


def _in_opendocument(packed: ZipFile) -> Iterator[XmlCell]:
    """OpenDocument (ISO/IEC 26300): cells and rows that are alike are written once, with how often."""
    title, row, column = "", 0, 0
    with packed.open("content.xml") as file:
        for event, one in iterparse(file, ("start", "end")):
            match event, _local(one.tag):
                case "start", "table":
                    title, row = _said(one).get("name", ""), 0
                case "start", "table-row":
                    row, column = row + 1, 0
                case "end", "table-row":
                    row += _number(_said(one).get("number-rows-repeated"), 1) - 1
                    one.clear()
                case "end", "table-cell" | "covered-table-cell":
                    said, column = _said(one), column + 1
                    has_outcome = any(name.endswith("value") for name in said) or any(cell.text for cell in one)
                    if "formula" in said and not has_outcome:
                        yield XmlCell(title, row, column, lacks_outcome=True)
                    column += _number(said.get("number-columns-repeated"), 1) - 1


def _said(one: Element) -> dict[str, str]:
    """Its attributes by their names, whatever space these are in."""
    return {_local(name): value for name, value in one.attrib.items()}


def _cell(title: str, row: int, column: int, cell: Element) -> Iterator[XmlCell]:
    inside = {_local(one.tag): one for one in cell}
    value = inside.get("v")
    has_value = "is" in inside or (value is not None and bool(value.text))
    # A formula whose outcome is an empty text says that it is a text.
    lacks_outcome = "f" in inside and not has_value and cell.get("t") != "str"
    if has_value or lacks_outcome:
        yield XmlCell(title, row, column, lacks_outcome)


def _place(written: str | None, row: int, column: int) -> tuple[int, int]:
    place = _PLACE.fullmatch(written or "")
    if place is None:
        return row, column
    letters, number = place.groups()
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - ord("A") + 1
    return int(number), at


def _number(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isascii() and written.isdigit() else otherwise


def _elements(packed: ZipFile, part: str, name: str) -> Iterator[Element]:
    with packed.open(part) as file:
        yield from (one for _, one in iterparse(file) if _local(one.tag) == name)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
