"""Tabel 1 as the source printed it in 2020, row by row."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reports.tabel1 import rows
from tests.reports.figures import TABEL_1

PRINTED = [
    ("(Thuis)zorgorganisatie", 46, "Zorgorganisatie", 4),
    ("Gemeente", 24, "Belangenbehartiging", 3),
    ("Vrijwilligersorganisatie", 20, "Mantelzorgsteunpunt", 3),
    ("Welzijnsorganisatie", 17, "GGZ-organisatie", 2),
    ("(Ex-)Mantelzorger NVO", 10, "Netwerkorganisatie", 2),
    ("Mantelzorgorganisatie", 10, "Vrijwilliger NVO", 2),
    ("Huisartspraktijk", 7, "Ondernemer", 1),
    (None, None, "Totaal*", 151),
]


def test_the_table_is_the_one_in_the_source() -> None:
    assert TABEL_1.header == ("Organisatie", "Aantal", "Organisatie", "Aantal")
    assert rows(TABEL_1) == PRINTED


@given(st.lists(st.tuples(st.text(min_size=1), st.integers(0, 99)), max_size=9))
def test_any_number_of_organisation_types_stands_there_once_and_adds_up(counts: list[tuple[str, int]]) -> None:
    table = rows(replace(TABEL_1, counts=counts))
    found = [row[:2] for row in table] + [row[2:] for row in table]
    assert [pair for pair in found if pair != (None, None)] == [*counts, ("Totaal*", sum(n for _, n in counts))]
