"""Slugs and places of practices that a manager adds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.model import Place
from rules.practice import LONGEST_SLUG, free_slug, place, read_place, slug_of


@given(st.text(), st.sets(st.text(max_size=3)))
def test_whatever_the_name_the_slug_is_one(name: str, others: set[str]) -> None:
    taken = {slug_of(other) for other in others} | {slug_of(name)}
    for slug in (slug_of(name), free_slug(name, taken)):
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug)
        assert len(slug) <= LONGEST_SLUG
    assert free_slug(name, taken) not in taken


def test_a_slug_is_the_name_in_plain_letters() -> None:
    assert slug_of("'s-Hertogenbosch") == "s-hertogenbosch"
    assert slug_of("Súdwest-Fryslân") == "sudwest-fryslan"
    assert slug_of("مجموعة") == "practice"


@pytest.mark.parametrize("typed", ["52.51, 6.09", "52,51 6,09", " 52.51;6.09 ", "52.51 6.09", "٥٢.٥١ ٦.٠٩"])
def test_two_numbers_are_a_place(typed: str) -> None:
    assert read_place(typed) == Place(latitude=52.51, longitude=6.09)


@pytest.mark.parametrize("typed", ["", "Zwolle", "52.51", "6.09, 52.51", "52.51, 60.9", "52.51, 6.09, 7"])
def test_anything_else_is_none(typed: str) -> None:
    assert read_place(typed) is None


def test_only_the_netherlands_are_on_the_map() -> None:
    assert place(52.0907, 5.1214)
    assert place(48.85, 2.35) is None
    assert place(float("nan"), 5.0) is None
