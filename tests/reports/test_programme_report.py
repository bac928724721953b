"""The programme's report: what the source printed in 2020 comes out of it, on paper and in cells."""

from io import BytesIO

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from reports.programme_pdf import programme_pdf
from reports.programme_xlsx import programme_xlsx
from tests.reports.figures import REPORT, UNTOLD
from tests.reports.looks import looks_as_approved, pages, words
from tests.reports.test_tabel1 import PRINTED

SHEETS = ("Indicator 23", "Tabel 1", "Figuur 1", "Respons", "Centrale vragen", "Geleerd", "Berekening")
EMPTY = replace(
    REPORT,
    tabel1=replace(REPORT.tabel1, counts=()),
    map=replace(REPORT.map, spots=()),
    response=replace(REPORT.response, rounds=(), practices=()),
    central=(),
    learning=replace(REPORT.learning, counts=(), lessons=()),
    method=(),
)


def cells(sheet: str) -> list[tuple[object, ...]]:
    book = load_workbook(BytesIO(programme_xlsx(REPORT, SHEETS)))
    return [tuple(cell for cell in row if cell is not None) for row in book[sheet].iter_rows(values_only=True)]


@pytest.mark.parametrize("right_to_left", [False, True])
def test_every_page_looks_as_approved(right_to_left: bool) -> None:
    drawn = pages(programme_pdf(replace(REPORT, right_to_left=right_to_left)))
    name = "report-mirrored" if right_to_left else "report"
    alike = [looks_as_approved(page, f"{name}-{number}") for number, page in enumerate(drawn, start=1)]
    assert alike == [True, True, True, True]


def test_the_pages_can_be_read_aloud() -> None:
    first, second, third, fourth = words(programme_pdf(REPORT))
    assert all(word in first for word in ("171", "35", "Totaal*", "151", REPORT.made, REPORT.tabel1.footnote))
    assert REPORT.map.caption in second
    assert UNTOLD in third
    assert all(word in third + fourth for word in ("Logeerhuis", "Vrijdag werkt", "=1+1"))
    assert third.index("Ede") < third.index("'s-Hertogenbosch") < third.index("Zwolle")


def test_the_same_figures_are_the_same_files() -> None:
    assert programme_pdf(REPORT) == programme_pdf(REPORT)
    assert programme_xlsx(REPORT, SHEETS) == programme_xlsx(REPORT, SHEETS)


def test_the_workbook_has_indicator_23_and_tabel_1_as_numbers() -> None:
    assert ("deelnemers", 171) in cells("Indicator 23")
    assert cells("Tabel 1")[2:10] == [tuple(cell for cell in row if cell is not None) for row in PRINTED]
    assert cells("Tabel 1")[10] == (REPORT.tabel1.footnote,)


def test_the_workbook_has_the_practices_the_response_and_the_questions() -> None:
    assert cells("Figuur 1")[2] == ("Ede (18)", 18, 52.047, 5.665)
    assert cells("Respons")[2:4] == [("Brabantse Wal", "20", 3, 14), ("Brabantse Wal", "21", "te weinig")]
    assert ("Goed", 121) in cells("Centrale vragen")
    assert cells("Centrale vragen")[-1] == (UNTOLD,)
    assert cells("Geleerd")[2][:4] == ("Zwolle", "Volhouden", "Logeerhuis", "Rust")
    assert ("Iets geleerd", 1) in cells("Geleerd")
    assert cells("Berekening")[-1] == ("=1+1 staat hier als tekst.",)


def test_the_columns_are_as_wide_as_what_stands_in_them_and_what_heads_them_is_bold() -> None:
    book = load_workbook(BytesIO(programme_xlsx(REPORT, SHEETS)))
    for sheet in book:
        for number, cells_of in enumerate(sheet.iter_cols(), 1):
            width = sheet.column_dimensions[get_column_letter(number)].width
            assert all(width >= min(len(str(cell.value)), 60) for cell in cells_of if cell.value is not None)
    assert all(cell.font.bold for cell in (book["Tabel 1"]["A2"], book["Respons"]["A2"], book["Indicator 23"]["A4"]))
    assert not book["Respons"]["A3"].font.bold


def test_a_programme_that_has_yet_to_begin_has_a_report() -> None:
    assert len(pages(programme_pdf(EMPTY))) == 3
    assert load_workbook(BytesIO(programme_xlsx(EMPTY, SHEETS))).sheetnames == list(SHEETS)
