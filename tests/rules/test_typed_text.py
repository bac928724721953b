"""Whatever somebody types can be stored, and stays what they typed."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rules.typed_text import clean

#: Everything a phone can send, half characters and NUL included.
anything = st.text(st.characters(exclude_categories=()), max_size=60)
#: Whole characters other than NUL.
storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)


@settings(deadline=None)
@given(anything)
@example("\x00")
@example("\ud83d")
@example("\udc00\ud83d")
def test_what_is_left_can_be_stored_anywhere(typed: str) -> None:
    cleaned = clean(typed)
    assert "\x00" not in cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


@settings(deadline=None)
@given(anything)
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)


@settings(deadline=None)
@given(storable)
def test_everything_else_stays_but_the_blanks_around_it(typed: str) -> None:
    assert clean(typed) == typed.strip()


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
    assert clean(typed) == kept
