"""The export: its tables, cell by cell, in a workbook and in CSV."""

import csv
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from reports.export import CsvExport, XlsxExport
from reports.export_rows import (
    CodeBookRow,
    ExperimentRow,
    LearntRow,
    LeftOutRow,
    ResearchRow,
    RoundRow,
    WindowRow,
    week,
)
from reports.sheet import DoesNotFit
from tests.libreoffice import as_csv

ROUNDS = [RoundRow("Zwolle", 12, "2026-W50", None, 31, 19, 11, 6)]
WINDOWS = [
    WindowRow("Zwolle", 10, 12, "2026-W46", "2026-W50", "samen", 1, "Hoe?", "high", "Goed", 7, None, None),
    WindowRow(
        "Zwolle", 10, 12, "2026-W46", "2026-W50", "goed", 2, "Lukt het?", None, None, None, None, "Laten wij niet zien."
    ),
]
EXPERIMENTS = [ExperimentRow("Zwolle", 12, "2026-W50", "Adempauze?", "volhouden", "=SOM(A1)", "busy", "2026-W49")]
LEARNT = [
    LearntRow(
        "Zwolle",
        "samen",
        "=SOM(A2)",
        "2026-W50",
        "Meer rust",
        "Klein vertrouwen",
        "Minder",
        "Vrijdag",
        "houden",
        7,
        "Ede: Logeren",
    ),
    LearntRow("Zwolle", "samen", "Zorgmap", "2026-W50", "Minder bellen", None, None, None, None, None, None),
]
RESEARCH = [ResearchRow("Zwolle", "2026-W46", "2026-W50", "a1b2", "samen", 1, "4")]
LEFT_OUT = [LeftOutRow("Ede", "2026-W46", "2026-W50", "Zo valt niemand op.")]
CODE_BOOK = [CodeBookRow("samen", 1, "4", "Goed"), CodeBookRow("remark", 1, None, "Wilt u er iets over vertellen?")]
TABLES: dict[
    str, Sequence[RoundRow | WindowRow | ExperimentRow | LearntRow | ResearchRow | LeftOutRow | CodeBookRow]
] = {
    "rondes": ROUNDS,
    "mantelzorgers": WINDOWS,
    "experimenten": EXPERIMENTS,
    "geleerd": LEARNT,
    "antwoorden": RESEARCH,
    "weggelaten": LEFT_OUT,
    "codeboek": CODE_BOOK,
}


def exported(kind: Callable[[BinaryIO], XlsxExport | CsvExport]) -> BytesIO:
    target = BytesIO()
    with kind(target) as export:
        for name, table in TABLES.items():
            export.begin(name, type(table[0])._fields)
            export.add(table)
    return target


def test_a_workbook_has_every_cell() -> None:
    book = load_workbook(exported(XlsxExport))
    assert book.sheetnames == list(TABLES)
    for name, table in TABLES.items():
        header, *rows = book[name].iter_rows(values_only=True)
        assert header == type(table[0])._fields
        assert rows == [tuple(row) for row in table]


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    book = load_workbook(exported(XlsxExport))
    question, words = (book["codeboek"].column_dimensions[letter].width for letter in "AD")
    assert 12 <= question < 15
    assert len(CODE_BOOK[1].words) < words < 61


def test_a_second_library_reads_every_cell() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(exported(XlsxExport).getvalue()))
    assert book.sheet_names == list(TABLES)
    for name, table in TABLES.items():
        rows = [["" if cell is None else cell for cell in row] for row in table]
        assert book.get_sheet_by_name(name).to_python()[1:] == rows


def test_libreoffice_reads_every_cell(tmp_path: Path) -> None:
    """Where it is installed; nothing in a cell becomes a formula in it."""
    (tmp_path / "cijfers.xlsx").write_bytes(exported(XlsxExport).getvalue())
    for number, (name, table) in enumerate(TABLES.items(), 1):
        header, *rows = as_csv(tmp_path / "cijfers.xlsx", number)
        assert header == list(type(table[0])._fields), name
        assert rows == [["" if cell is None else str(cell) for cell in row] for row in table], name


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.export.ROWS", 4)
    target = BytesIO()
    with XlsxExport(target) as export:
        export.begin("antwoorden", ("nummer",))
        export.add([(number,) for number in range(7)])
    book = load_workbook(target)
    assert book.sheetnames == ["antwoorden", "antwoorden 2", "antwoorden 3"]
    each = [list(sheet.iter_rows(values_only=True)) for sheet in book]
    assert [sheet[0] for sheet in each] == [("nummer",)] * 3
    assert [row[0] for sheet in each for row in sheet[1:]] == list(range(7))


def test_what_a_cell_cannot_hold_is_never_left_out_in_silence() -> None:
    with XlsxExport(BytesIO()) as export:
        export.begin("rondes", ("titel",))
        export.add([("a" * 32_767,)])
        with pytest.raises(DoesNotFit):
            export.add([("a" * 32_768,)])


def test_the_zip_has_every_cell_and_marks_what_looks_like_a_formula() -> None:
    with ZipFile(exported(CsvExport)) as packed:
        assert packed.namelist() == [f"{name}.csv" for name in TABLES]
        for name, table in TABLES.items():
            with TextIOWrapper(packed.open(f"{name}.csv"), encoding="utf-8-sig", newline="") as file:
                header, *rows = csv.reader(file, delimiter=";")
            expected = [["" if cell is None else str(cell) for cell in row] for row in table]
            assert header == list(type(table[0])._fields)
            assert rows == [[cell.replace("=SOM", "'=SOM") for cell in row] for row in expected]


@pytest.mark.parametrize("kind", [XlsxExport, CsvExport])
def test_the_same_rows_are_the_same_file(kind: Callable[[BinaryIO], XlsxExport | CsvExport]) -> None:
    assert exported(kind).getvalue() == exported(kind).getvalue()


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 12, 8), "2026-W50"), (date(2027, 1, 1), "2026-W53"), (date(2024, 12, 30), "2025-W01")],
)
def test_a_date_is_told_by_its_week(on: date, expected: str) -> None:
    assert week(on) == expected


@pytest.mark.parametrize("kind", [XlsxExport, CsvExport])
def test_a_longer_table_takes_no_more_memory(kind: Callable[[Path], XlsxExport | CsvExport], tmp_path: Path) -> None:
    few, many = (_most_memory(kind, tmp_path / str(rows), rows) for rows in (1_000, 8_000))
    assert many < few + 200_000


def _most_memory(kind: Callable[[Path], XlsxExport | CsvExport], path: Path, rows: int) -> int:
    def answers() -> Iterator[ResearchRow]:
        for number in range(rows):
            yield RESEARCH[0]._replace(pseudonym=f"p{number}", option=f"antwoord {number} " * 5)

    tracemalloc.start()
    with kind(path) as export:
        export.begin("antwoorden", ResearchRow._fields)
        export.add(answers())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most
