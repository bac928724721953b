"""An hour as people type it; what is not plain is asked again."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.typed_hour import read_hour
from tests.once import CATALOGUES
from texts.vocabulary import spoken_in

PLAIN = [
    ("nl", "10:30", time(10, 30)),
    ("nl", "om 10.30 uur", time(10, 30)),
    ("nl", "10u30", time(10, 30)),
    ("nl", "1030", time(10, 30)),
    ("nl", "Liefst rond 3 uur 's middags!", time(15)),
    ("nl", "tien uur", time(10)),
    ("nl", "19:59", time(19, 45)),
    ("en", "at 9 o'clock", time(9)),
    ("en", "10 a.m.", time(10)),
    ("tr", "saat 14:00", time(14)),
    ("tr", "10’da", time(10)),
    ("pl", "o godz. 16:15", time(16, 15)),
    ("ar", "الساعة ١٠:٣٠", time(10, 30)),
    ("uk", "о 17 годині", time(17)),
]
#: At night, no hour, or one that can be read in two ways.
UNPLAIN = (
    "",
    "half elf",
    "kwart over 10",
    "8",
    "20:00",
    "21 uur",
    "9 uur 's avonds",
    "12:75",
    "25 uur",
    "10 11 12",
    "ja",
)


@pytest.mark.parametrize(("language", "typed", "meant"), PLAIN)
def test_an_hour_is_read_as_it_is_written(language: str, typed: str, meant: time) -> None:
    assert read_hour(typed, spoken_in(CATALOGUES.translator(language))) == meant


@pytest.mark.parametrize("typed", UNPLAIN)
def test_what_is_not_plain_is_no_hour(typed: str) -> None:
    assert read_hour(typed, spoken_in(CATALOGUES.translator("nl"))) is None


@given(st.text(max_size=30))
def test_whatever_is_typed_is_an_hour_by_day_or_none(typed: str) -> None:
    meant = read_hour(typed, spoken_in(CATALOGUES.translator("nl")))
    assert meant is None or (time(9) <= meant < time(20) and meant.minute % 15 == 0)
