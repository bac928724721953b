"""Callback data: both ways the same, and whatever comes in does no harm."""

from dataclasses import astuple, fields
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from texts import callback_data
from texts.callback_data import CODES, LIMIT, AnswerGiven, ConsentGiven, LanguageChosen, RoundShown, Tap, encode, parse

IDS = st.integers(0, 10**9)
WORDS = st.from_regex(r"[a-z][a-z0-9_]{0,11}", fullmatch=True) | st.just(callback_data.SKIP)
VALUES: dict[object, st.SearchStrategy[Any]] = {int: IDS, str: WORDS, bool: st.booleans()}
TAPS = st.one_of(*(st.builds(kind, *(VALUES[field.type] for field in fields(kind))) for kind in CODES.values()))


@given(TAPS)
def test_a_tap_comes_back_as_it_went(tap: Tap) -> None:
    data = encode(tap)
    assert len(data.encode()) <= LIMIT
    assert parse(data) == tap


@given(st.text(st.characters(), max_size=LIMIT) | st.from_regex(r"[a-z]{1,2}(\|[0-9a-z:-]{0,9}){0,5}", fullmatch=True))
@example("a|1|2|samen|-")
@example("a|1|2|samen|")
@example("jc|5|2")
@example("w|-3")
@example("w|٣")
@example("w|" + "9" * 62)
@example("")
@example("|" * 64)
def test_junk_is_nothing_or_a_tap_of_the_right_shape(junk: str) -> None:
    tap = parse(junk)
    if tap is not None:
        assert [type(value) for value in astuple(tap)] == [field.type for field in fields(tap)]
        assert parse(encode(tap)) == tap


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "x",
        "a",
        "a|1|2|samen",
        "jc|5|2|0f3a",
        "jc|5|1",
        "w|-3",
        "w|3|4",
        "w|٣",
        "w|" + "9" * 19,
        "w|1e3",
        "w| 3",
        "w|03",
        "l|" + "x" * 63,
        "l|\ud83d",
        "w|",
        "W|3",
    ],
)
def test_what_we_never_made_is_refused(junk: str) -> None:
    assert parse(junk) is None


def test_what_does_not_fit_is_an_error_here_and_not_at_telegram() -> None:
    with pytest.raises(ValueError, match="AnswerGiven does not fit"):
        encode(AnswerGiven(1, 1, "x" * 60, "-"))
    with pytest.raises(ValueError, match="AnswerGiven does not fit"):
        encode(AnswerGiven(1, 1, "a|b", "-"))


@pytest.mark.parametrize("tap", [RoundShown(-3), RoundShown(10**18), LanguageChosen(""), LanguageChosen("\ud83d")])
def test_a_button_that_would_do_nothing_is_not_made(tap: Tap) -> None:
    with pytest.raises(ValueError, match=r"does not fit a button|surrogates not allowed"):
        encode(tap)


def test_codes_in_old_chats_keep_their_meaning() -> None:
    assert encode(AnswerGiven(77, 3, "status:12", "busy")) == "a|77|3|status:12|busy"
    assert encode(ConsentGiven(5, True, "0f3a")) == "jc|5|1|0f3a"
    assert encode(RoundShown(3)) == "w|3"


def test_every_tap_has_a_code() -> None:
    assert {kind.__name__ for kind in CODES.values()} == {kind.__name__ for kind in Tap.__subclasses__()}
