"""Reading what somebody sent: forgiving where the meaning is plain, and bounded whatever it is."""

import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from subprocess import CalledProcessError

import orjson
import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from delivery.drawing import made
from reports.import_file import Refused, as_json, read
from rules.import_rows import NO_OUTCOME
from rules.import_words import Words
from tests.libreoffice import saved_as
from tests.spreadsheets import workbook, xlsx

SHEET = "xl/worksheets/sheet1.xml"
STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
ODF = ("office", "table", "text", "manifest")
NO_WORDS = Words({}, {}, {}, {}, {}, {}, frozenset())


def rows(book: Workbook) -> list[tuple[int, list[str]]]:
    return read(xlsx(book))["Blad"]


def test_numbers_and_days_are_text() -> None:
    book = workbook({"Blad": [[1.0, 52.5, True, datetime(2026, 12, 1, 9, 30), " tekst "]]})
    assert rows(book) == [(1, ["1", "52.5", "True", "2026-12-01", " tekst "])]


def test_a_formula_is_its_last_outcome() -> None:
    content = _changed(xlsx({"Blad": [["=1+1", "blijft"]]}), SHEET, b"<v></v>", b"<v>2</v>")
    assert read(content)["Blad"] == [(1, ["2", "blijft"])]


def test_each_cell_of_a_merged_range_has_its_words() -> None:
    book = workbook({"Blad": [["Praktijk", "Vraag"], ["Zwolle", "een"], [None, "twee"]]})
    book["Blad"].merge_cells("A2:A3")
    assert rows(book)[1:] == [(2, ["Zwolle", "een"]), (3, ["Zwolle", "twee"])]


def test_a_range_that_covers_the_whole_sheet_takes_no_memory() -> None:
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:A1048576"/></mergeCells>'
    content = _changed(xlsx({"Blad": [["x", None], [None, "y"]]}), SHEET, b"</sheetData>", merged)
    assert read(content)["Blad"] == [(1, ["x", ""]), (2, ["x", "y"])]


def test_a_formula_without_an_outcome_is_no_empty_cell() -> None:
    assert rows(workbook({"Blad": [["een", "=1+1"]]})) == [(1, ["een", NO_OUTCOME])]


def test_a_formula_whose_outcome_is_an_empty_text_is_an_empty_cell() -> None:
    content = _changed(xlsx({"Blad": [["=A9", "x"]]}), SHEET, b'<c r="A1">', b'<c r="A1" t="str">')
    assert read(content)["Blad"] == [(1, ["", "x"])]


def test_styles_decide_nothing() -> None:
    """A cell that was only coloured, far below and far to the right, is no content."""
    book = workbook({"Blad": [["een"]]})
    book["Blad"].cell(1_000_000, 9_000).fill = PatternFill("solid", fgColor="FF0000")
    assert rows(book) == [(1, ["een"])]
    assert read(_changed(xlsx(book), "xl/styles.xml", b"<fill>", b"<fill/><fill>"))["Blad"] == [(1, ["een"])]


def test_strict_open_xml_is_read_like_any_other() -> None:
    """Excel's "Strict Open XML": the same, with other names of the same things."""
    strict = xlsx({"Blad": [["een", "=1+1"]]})
    for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", SHEET):
        for old, new in STRICT.items():
            strict = _changed(strict, name, old, new)
    assert read(strict)["Blad"] == [(1, ["een", NO_OUTCOME])]


def test_an_open_document_is_read_as_well() -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in ("Nr", "Praktijk")
    )
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    assert read(open_document(f"<table:table-row>{cells}</table:table-row>{empty}")) == {
        "Blad": [(1, ["Nr", "Praktijk"])]
    }


def test_a_formula_without_an_outcome_is_named_in_an_open_document_too() -> None:
    text = '<table:table-cell office:value-type="string"><text:p>een</text:p></table:table-cell>'
    formula = '<table:table-cell table:formula="of:=1+1"'
    done = f'{formula} office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>'
    empty = f'{formula} office:value-type="string" office:string-value=""/>'
    apart = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    skipped = '<table:table-cell table:number-columns-repeated="2"/>'
    first, last = (
        f"<table:table-row>{row}</table:table-row>" for row in (text + done + empty, f"{skipped}{formula}/>")
    )
    assert read(open_document(first + apart + last))["Blad"] == [(1, ["een", "2", ""]), (5, ["", "", NO_OUTCOME])]


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_what_libreoffice_saves_is_read(kind: str, tmp_path: Path) -> None:
    """Where it is installed: the same cells, in either of its kinds."""
    content = xlsx({"Blad": [["Nr", "Vraag"], [1, "Wat helpt?\nEn wanneer?"], [None, "=1+1"]]})
    assert read(saved_as(kind, content, tmp_path))["Blad"] == [
        (1, ["Nr", "Vraag"]),
        (2, ["1", "Wat helpt?\nEn wanneer?"]),
        (3, ["", "2"]),
    ]


def test_an_open_document_with_a_password_is_locked() -> None:
    with pytest.raises(Refused) as refused:
        read(open_document("", "<manifest:encryption-data></manifest:encryption-data>"))
    assert refused.value.why == "locked"


def open_document(rows: str, encryption: str = "") -> bytes:
    """An .ods with one sheet, as LibreOffice and others pack it."""
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ODF)
    table = f'<table:table table:name="Blad">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    entry = f'<manifest:file-entry manifest:full-path="content.xml">{encryption}</manifest:file-entry>'
    return _packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f"<manifest:manifest {spaces}>{entry}</manifest:manifest>".encode(),
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>".encode(),
        }
    )


def test_hidden_rows_are_rows_and_empty_ones_are_not() -> None:
    book = workbook({"Blad": [["een"], [None], [" "], ["vier"]]})
    book["Blad"].row_dimensions[4].hidden = True
    assert rows(book) == [(1, ["een"]), (4, ["vier"])]


def _changed(content: bytes, entry: str, old: bytes, new: bytes) -> bytes:
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name)
            after.writestr(name, text.replace(old, new) if name == entry else text)
    return changed.getvalue()


def _packed(entries: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, inside in entries.items():
            packed.writestr(name, inside)
    return content.getvalue()


def _far_down() -> bytes:
    book = workbook({"Blad": [["een"]]})
    book["Blad"].cell(1_000_000, 1, "ver")
    return xlsx(book)


def _encrypted() -> bytes:
    content = bytearray(_packed({"xl/workbook.xml": b"x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: b"", "no_spreadsheet"),
        (lambda: b"Praktijk;Vraag\r\n", "no_spreadsheet"),
        (lambda: b"PK\x03\x04 en dan niets", "no_spreadsheet"),
        (lambda: _packed({"word/document.xml": b"<w/>"}), "no_spreadsheet"),
        (lambda: _changed(xlsx({"Blad": [["x"]]}), SHEET, b"<", b"<<"), "no_spreadsheet"),
        (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "locked"),
        (_encrypted, "locked"),
        (lambda: _packed({"xl/vbaProject.bin": b"x"}), "macros"),
        (lambda: bytes(1024 * 1024 + 1), "too_large"),
        (lambda: _packed({"xl/workbook.xml": bytes(20 * 1024 * 1024 + 1)}), "too_large"),
        (_far_down, "too_large"),
        (lambda: xlsx({"Blad": [["x"]] * 2002}), "too_large"),
        (lambda: xlsx({f"Blad {number}": [["x"]] for number in range(21)}), "too_large"),
    ],
)
def test_what_is_not_read_is_told_why(make: Callable[[], bytes], why: str) -> None:
    with pytest.raises(Refused) as refused:
        read(make())
    assert refused.value.why == why


def test_two_thousand_rows_below_a_header_are_read() -> None:
    assert len(read(xlsx({"Blad": [["x"]] * 2001}))["Blad"]) == 2001


async def test_another_process_reads_it_within_its_memory() -> None:
    content = xlsx({"Blad": [["een"]]})
    assert orjson.loads(await made(partial(as_json, content, NO_WORDS)))["misread"]
    assert orjson.loads(await made(partial(as_json, b"niets", NO_WORDS))) == {"refused": "no_spreadsheet"}


async def test_more_memory_than_it_may_use_is_too_large() -> None:
    """As many rows and columns as there may be, small when packed: only its long text is many times in memory."""
    many = 'table:number-columns-repeated="199" office:value-type="string"'
    cells = f"<table:table-cell {many}><text:p>{'x' * 20_000}</text:p></table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="100">{cells}</table:table-row>'
    assert await _what_becomes_of(open_document(row)) in ('{"refused":"too_large"}', "its process ended")


async def _what_becomes_of(content: bytes) -> str:
    """What is written in C may fall over a lack of memory: then its process ends, and the bot does not."""
    try:
        return (await made(partial(as_json, content, NO_WORDS))).decode()
    except CalledProcessError as error:
        return "its process ended" if error.returncode < 0 else "it broke"
