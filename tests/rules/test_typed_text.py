"""Whatever somebody types can be stored, and stays what they typed; shown among other words it leaves them alone."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rules.typed_text import cleaned, is_same_name, one_line, storable

#: Everything a phone can send, half characters and NUL included.
anything = st.text(st.characters(exclude_categories=()), max_size=60)
#: Whole characters other than NUL.
whole = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)


@settings(deadline=None)
@given(anything)
@example("\x00")
@example("\ud83d")
@example("\udc00\ud83d")
def test_what_is_left_can_be_stored_anywhere(typed: str) -> None:
    kept = storable(typed)
    assert "\x00" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept


@settings(deadline=None)
@given(anything)
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    assert storable(storable(typed)) == storable(typed)


@settings(deadline=None)
@given(whole)
def test_everything_else_stays_but_the_blanks_around_it(typed: str) -> None:
    assert storable(typed) == typed.strip()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Het gaat.\n", "Het gaat."),
        ("Het\x00 gaat", "Het gaat"),
        ("\x00 Het gaat \x00", "Het gaat"),
        ("Het \ud83dgaat", "Het gaat"),
        ("regel 1\n\nregel 2", "regel 1\n\nregel 2"),
        ("👩‍👧 en 🇳🇱", "👩‍👧 en 🇳🇱"),
        ("<b>&_*[", "<b>&_*["),
        ("\u202eomgekeerd", "\u202eomgekeerd"),
        ("\x00\ud83d \n", ""),
    ],
)
def test_what_is_kept(typed: str, kept: str) -> None:
    assert storable(typed) == kept


@settings(deadline=None)
@given(anything)
def test_text_on_one_line_has_no_other_and_can_be_sent(typed: str) -> None:
    assert "\n" not in one_line(typed)
    one_line(typed).encode()  # no lone surrogates


@settings(deadline=None)
@given(anything)
def test_nothing_unseen_is_left_but_what_joins(typed: str) -> None:
    assert cleaned(cleaned(typed)) == cleaned(typed)
    assert {unicodedata.category(char) for char in cleaned(typed)} & {"Cc", "Cs"} <= (
        {"Cc"} if "\n" in typed else set()
    )
    turning = {char for char in cleaned(typed) if unicodedata.category(char) == "Cf"}
    assert turning <= {"\u200c", "\u200d"}  # what joins


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Dag\x00 allemaal", "Dag allemaal"),
        ("\u202egnaro\u202c", "gnaro"),
        ("a\u200bb\ufeffc\u2066d\u2069", "abcd"),
        ("half \ud83d paar", "half  paar"),
        ("twee\nregels", "twee\nregels"),
        ("Geen idee 🤷‍♀️", "Geen idee 🤷‍♀️"),
        ("\u200d\u200c", ""),
        ("A" + "\u0301" * 4000 + "nneke", "A" + "\u0301" * 8 + "nneke"),
        ("A" + "\u200d" * 4000 + "nneke", "A" + "\u200d" * 8 + "nneke"),
        ("Việt שָׁלוֹם สวัสดี", "Việt שָׁלוֹם สวัสดี"),
        (" \n\t ", ""),
    ],
)
def test_what_is_shown_of_a_typed_text(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


@settings(deadline=None)
@given(anything)
def test_one_way_in_is_enough(typed: str) -> None:
    """What may be shown may be stored, too: nobody has to pass one function and then another."""
    assert cleaned(storable(typed)) == cleaned(typed) == storable(cleaned(typed))
    assert one_line(storable(typed)) == one_line(typed) == storable(one_line(typed))
    assert one_line(one_line(typed)) == one_line(typed)


@pytest.mark.parametrize("other", ["andré ", "ANDRÉ", "Andre\u0301", " an\u200bdré"])
def test_a_name_is_the_same_however_it_is_written(other: str) -> None:
    assert is_same_name("André", other)
    assert not is_same_name("Andrea", other)
