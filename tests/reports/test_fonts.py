"""One typeface for every language of the programme."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st

from reports import fonts
from tests.once import PROGRAMME

TEXTS = [text for central in PROGRAMME.central_questions for text in central.text.values()]


@pytest.mark.parametrize("bold", [False, True])
def test_it_has_every_letter_of_the_programme(bold: bool) -> None:
    drawn = uharfbuzz.Face(fonts.file(bold).read_bytes()).unicodes
    everything = {ord(letter) for letter in PROGRAMME.model_dump_json() if letter.isprintable()}
    assert everything <= set(drawn)


def test_many_threads_may_ask_for_it_at_once() -> None:
    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(lambda _: fonts.file(), range(32)))) == 1


@given(st.sampled_from(TEXTS), st.integers(40, 400), st.booleans())
def test_no_line_is_wider_than_its_room_and_no_word_is_lost(text: str, room: int, bold: bool) -> None:
    lines = fonts.wrapped(text, 15, room, bold, 999)
    assert all(fonts.width(line, 15, bold) <= room for line in lines)
    if not any("…" in line for line in lines):
        assert " ".join(lines) == text


@given(st.text(max_size=40), st.integers(0, 200))
def test_what_is_cut_off_says_so(text: str, room: int) -> None:
    shown = fonts.cut(text, 13, room)
    assert shown == text or shown.endswith("…")
    assert text.startswith(shown.removesuffix("…"))


def test_of_too_many_lines_the_last_that_is_left_says_so() -> None:
    lines = fonts.wrapped("Hoe zorg ik samen met beroepskrachten voor mijn naaste?", 15, 120, False, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(fonts.width(line, 15) <= 120 for line in lines)
