"""The tables of a spreadsheet: what does not fit into a cell is said to be cut, never cut in silence."""

import pytest

from reports.export_rows import CodeBookRow
from tests.once import CATALOGUES
from texts.messages.export import CELL, table

T = CATALOGUES.translator("nl")


def cell(words: str) -> str:
    _, (_, rows) = table(T, "code_book", CodeBookRow, [CodeBookRow("remark", 1, None, words)])
    return str(rows[0][3])  # type: ignore[index]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("letter", ["a", "😀", "é"])
def test_a_text_that_is_too_long_says_so_at_its_end(letter: str) -> None:
    long = letter * (CELL // units(letter) + 1)
    shown = cell(long)
    assert units(shown) <= CELL
    assert shown.startswith(letter * 1000)
    assert shown.endswith("[Hier houdt het op: in één vakje passen niet meer dan 32767 tekens.]")


def test_a_text_that_just_fits_is_whole() -> None:
    assert cell("a" * CELL) == "a" * CELL
