"""What others typed never becomes a path, a hidden file or a sign that turns around, in the name of a file we send."""

from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.practice import free_slug, slug_of
from tests.once import CATALOGUES
from tests.texts.catalogues import LANGUAGES
from texts.file_names import Kind, file_name
from texts.message import File
from texts.messages.experience_card import KINDS

EVIL = (
    *("../../etc/passwd", "/etc/passwd", "..", ".", "", "-rf", "C:\\x", "con", "a\x00.exe", "x\n", "x\u202excod.exe"),
    *(
        "\u200b" * 4000,
        "<b>",
        "=cmd|'/c calc'!A0",
        "%00",
        "%2e%2e",
        "~",
        "$(reboot)",
        "`x`",
        "é" * 300,
        "٣",
        "ﬁ",
        "a" * 5000,
    ),
)


def nothing() -> bytes:
    return b""


@given(st.text() | st.sampled_from(EVIL), st.sampled_from(sorted(KINDS)))
@example("../../etc/passwd", "html")
def test_a_title_becomes_a_plain_name(typed: str, kind: str) -> None:
    for slug in (slug_of(typed), free_slug(typed, {slug_of(typed)})):
        for name in (f"{slug}.{kind}", f"qr-{slug}.png", f"poster-{slug}.pdf"):
            assert File(name, nothing).name == name


@given(st.text() | st.sampled_from(EVIL))
@example("poster.pdf\n")
@example("a/b.pdf")
@example("a..pdf")
def test_nothing_else_is_a_name(name: str) -> None:
    try:
        assert set(File(name, nothing).name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    except ValueError:
        return
    assert name.count(".") == 1


@pytest.mark.parametrize("name", [f"{evil}.pdf" for evil in EVIL if evil not in ("con", "a" * 5000)])
def test_what_was_not_made_plain_is_no_name(name: str) -> None:
    with pytest.raises(ValueError, match="a file's name"):
        File(name, nothing)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_file_is_called_something_plain_in_every_language(language: str, kind: Kind) -> None:
    name = f"{file_name(CATALOGUES.translator(language), kind)}.pdf"
    assert File(name, nothing).name == name
