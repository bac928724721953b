"""A help card is three lines: who, when, and a number that can be called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.help_card import LONGEST_LINE, HelpCard, read

WHO, HOURS = "Steunpunt mantelzorg", "op werkdagen van 9 tot 17 uur"


@pytest.mark.parametrize("number", ["038 123 45 67", "14 038", "0800-0113", "+31 (0)38 123 45 67", "112"])
def test_three_lines_are_a_card(number: str) -> None:
    assert read(f"{WHO}\n\n  {HOURS} \n{number}") == HelpCard(WHO, HOURS, number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        WHO,
        f"{WHO}\n{HOURS}",
        f"{WHO}\n{HOURS}\nbel ons",
        f"{WHO}\n{HOURS}\nhttps://example.org/123",
        f"{WHO}\n{HOURS}\n12",
        f"{WHO}\n{HOURS}\n1234567890123456",
        f"{WHO}\n{HOURS}\n038 123 45 67\nen nog iets",
        f"{'a' * (LONGEST_LINE + 1)}\n{HOURS}\n112",
    ],
)
def test_anything_else_is_none(typed: str) -> None:
    assert read(typed) is None


@pytest.mark.parametrize(
    "link", ["www.steunpunt.nl/a1", "https://t.me/iemand", "hulp@steunpunt.nl", "@steunpunt", "steun.punt"]
)
@pytest.mark.parametrize("line", [0, 1])
def test_nothing_on_it_can_be_opened_for_who_opens_it_just_chose_the_lowest_answer(link: str, line: int) -> None:
    lines = [WHO, HOURS, "112"]
    lines[line] = f"{lines[line]} {link}"
    assert read("\n".join(lines)) is None


@given(st.text())
def test_whatever_is_typed_has_a_number_to_call_or_is_no_card(typed: str) -> None:
    card = read(typed)
    assert card is None or sum(char.isdecimal() for char in card.number) >= 3
