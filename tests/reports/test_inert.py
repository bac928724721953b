"""Nothing that somebody typed is ever run by a spreadsheet program, however it splits the file."""

import csv
from io import BytesIO, TextIOWrapper
from sys import maxunicode
from unicodedata import category, normalize
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.export import CsvExport, XlsxExport
from reports.inert import inert

SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫"
NASTY = st.text(st.sampled_from([*SIGNS, *"\t\r\n \u200b\u200f\ufeff\"';,|ab1(", "\x0b", "\xa0"]), max_size=12)
TYPED = NASTY | st.text(max_size=20) | st.builds("{}{}".format, st.sampled_from(SIGNS), st.text(max_size=8))


def is_formula(cell: str) -> bool:
    """Whether a program might take the cell for a formula: white space and invisible signs do not stop it."""
    visible = "".join(sign for sign in cell if not sign.isspace() and category(sign) not in {"Cf", "Cc"})
    return normalize("NFKC", visible)[:1] in {"=", "+", "-", "@"}


def is_live(cell: str) -> bool:
    return is_formula(cell) or cell[:1] in {"\t", "\r", "\n"}


def as_csv(texts: list[str]) -> str:
    target = BytesIO()
    with CsvExport(target) as export:
        export.begin("answers", ["text"] * len(texts))
        export.add([texts])
    with ZipFile(target).open("answers.csv") as file:
        return TextIOWrapper(file, encoding="utf-8-sig", newline="").read()


@given(TYPED)
def test_no_cell_begins_a_formula(typed: str) -> None:
    assert not is_live(inert(typed))


@given(st.text(st.characters(categories=["Cc", "Cf"]), max_size=4), st.sampled_from(SIGNS))
def test_nothing_invisible_hides_a_formula(hidden: str, sign: str) -> None:
    assert not is_live(inert(f"{hidden}{sign}1"))


def test_every_sign_of_unicode_that_hides_or_begins_a_formula_is_known() -> None:
    signs = [chr(code) for code in range(maxunicode + 1)]
    doubtful = [sign for sign in signs if is_formula(sign) or sign.isspace() or category(sign) in {"Cc", "Cf"}]
    assert [sign for sign in doubtful if is_live(inert(f"{sign}=1")) or is_live(inert(f"{sign}1"))] == []


@given(st.text("abcdé 123.?!()\"'", max_size=30))
def test_an_ordinary_text_stays_as_it_is(typed: str) -> None:
    assert inert(typed) == typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t'=1"),
        ("goed, maar 2-1", "goed, maar 2-1"),
        ("ja;=1+1", "ja;'=1+1"),
        ("regel\n@iemand", "regel\n'@iemand"),
    ],
)
def test_an_apostrophe_stands_where_a_formula_would_begin(typed: str, shown: str) -> None:
    assert inert(typed) == shown


@settings(deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=3))
def test_a_csv_file_holds_what_was_given_and_nothing_live(texts: list[str]) -> None:
    file = as_csv([text.replace("\ud800", "") for text in texts])
    _, *rows = csv.reader(file.splitlines(keepends=True), delimiter=";", strict=True)
    assert [[inert(text) for text in texts]] == rows
    assert not any(is_live(cell) for row in rows for cell in row)


@given(st.text(st.sampled_from("=+-@;,\t\n1a "), max_size=12))
def test_a_file_split_elsewhere_than_we_do_has_no_formula_either(typed: str) -> None:
    """A program that takes commas or tabs for separators, and cares for quotes or not, finds no cell that runs."""
    lines = as_csv(["goed", typed]).splitlines()
    for separator in ",;\t":
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            for row in csv.reader(lines, delimiter=separator, quoting=quoting):
                assert not any(is_formula(cell.lstrip('"')) for cell in row)


@settings(deadline=None)
@given(st.lists(TYPED.filter(lambda text: text.isprintable()), min_size=1, max_size=3))
def test_a_workbook_holds_text_as_text(texts: list[str]) -> None:
    target = BytesIO()
    with XlsxExport(target) as export:
        export.begin("answers", ["text"] * len(texts))
        export.add([texts])
    sheet = load_workbook(target)["answers"]
    for text, cell in zip(texts, sheet[2] if sheet.max_row > 1 else [], strict=False):
        assert cell.data_type in {"s", "n", "inlineStr"}
        assert (cell.value or "") == text
