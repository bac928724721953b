"""Days, moments and numbers, as each language writes them."""

from datetime import UTC, date, datetime, time

import pytest

from tests.once import CATALOGUES
from texts.escaping import Markup

NL, EN = CATALOGUES.translator("nl"), CATALOGUES.translator("en")
DAY = date(2020, 11, 24)


def test_days() -> None:
    assert (NL.day(DAY), NL.short_day(DAY), NL.weekday(DAY)) == ("dinsdag 24 november", "24 nov", "dinsdag")
    assert (EN.day(DAY), EN.short_day(DAY), EN.weekday(DAY)) == ("Tuesday 24 November", "24 Nov", "Tuesday")


@pytest.mark.parametrize(("month", "expected"), [(1, "om 12:15"), (7, "om 13:15")])
def test_a_moment_is_on_the_local_clock_in_winter_and_summer(month: int, expected: str) -> None:
    assert NL.moment(datetime(2020, month, 24, 11, 15, tzinfo=UTC), "Europe/Amsterdam").endswith(expected)


def test_a_moment_is_on_the_local_day() -> None:
    assert NL.moment(datetime(2020, 11, 24, 23, 30, tzinfo=UTC), "Europe/Amsterdam") == "woensdag 25 november om 00:30"


def test_clock() -> None:
    assert (NL.clock(time(9, 5)), EN.clock(time(14, 0))) == ("09:05", "14:00")


@pytest.mark.parametrize(
    ("days", "dutch", "english"),
    [(0, "vandaag", "today"), (1, "gisteren", "yesterday"), (12, "12 dagen geleden", "12 days ago")],
)
def test_how_long_ago(days: int, dutch: str, english: str) -> None:
    assert (NL.ago(days), EN.ago(days)) == (dutch, english)


def test_an_event_of_the_near_future_is_not_long_ago() -> None:
    assert NL.ago(-1) == "vandaag"  # two clocks may differ a little


def test_halves_go_up_as_people_round() -> None:
    """Whatever a binary number makes of them: 87 answers' sum over 20 is 4,35."""
    assert [NL.number(value) for value in (3.25, 3.35, 87 / 20, 2.45, 0.05)] == ["3,3", "3,4", "4,4", "2,5", "0,1"]


def test_numbers() -> None:
    assert (NL.number(3.84), NL.number(4), EN.number(3.84)) == ("3,8", "4,0", "3.8")


@pytest.mark.parametrize(("n", "expected"), [(0, "0 dagen geleden"), (1, "1 dag geleden"), (2, "2 dagen geleden")])
def test_plurals(n: int, expected: str) -> None:
    assert NL.many("time.days_ago", n) == expected


def test_what_somebody_typed_is_text_and_markup_stays_markup() -> None:
    assert NL("registration.moved_not", practice="<b>&") == "Goed. U blijft bij &lt;b&gt;&amp;."
    assert NL("registration.moved_not", practice=Markup("<b>Ede</b>")) == "Goed. U blijft bij <b>Ede</b>."


def test_braces_somebody_typed_are_not_placeholders() -> None:
    assert NL("registration.moved_not", practice="{website}{0}") == "Goed. U blijft bij {website}{0}."


def test_texts_of_the_programme_file() -> None:
    assert NL.pick({"nl": "a & b", "en": "x"}) == "a &amp; b"
    assert EN.pick({"nl": "alleen Nederlands"}) == "alleen Nederlands"
