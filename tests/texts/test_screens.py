"""However long a text is, each of its screens can be read and sent, and together they say all of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from texts.escaping import Markup, is_balanced, plain
from texts.screens import MOST_SIGNS, MOST_WORDS, divided

unhurried = settings(deadline=None)  # on a busy machine one example may take longer than the next
PARTS = st.lists(
    st.lists(
        st.tuples(st.sampled_from(["doel &amp; zo", "“ja”", "privacy"]), st.integers(1, 700)), min_size=1, max_size=4
    ),
    min_size=1,
    max_size=4,
)


@unhurried
@given(PARTS)
def test_each_screen_fits_and_nothing_is_left_out(parts: list[list[tuple[str, int]]]) -> None:
    blocks = ("\n".join(f"{words} " * often for words, often in block) for block in parts)
    text = Markup("\n\n".join(f"<b>Kop</b>\n{block}" for block in blocks))
    screens = divided(text)
    for screen in screens:
        assert len(plain(screen)) <= MOST_SIGNS
        assert len(plain(screen).split()) <= MOST_WORDS
        assert is_balanced(screen)
    assert " ".join(map(plain, screens)).split() == plain(text).split()


@pytest.mark.parametrize("text", ["", "kort", "<b>Kop</b>\nregel\n\nnog een"])
def test_what_fits_is_one_screen_as_it_was(text: str) -> None:
    assert divided(Markup(text)) == (text,)


def test_a_new_part_begins_a_new_screen() -> None:
    first, second = "een " * 200, "<b>Kop</b>\n" + "twee " * 200
    assert divided(Markup(f"{first}\n\n{second}")) == (first, second)
