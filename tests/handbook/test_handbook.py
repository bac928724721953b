"""The coordinators' handbook is what its text says, and its pictures are what the demo shows today."""

import re

import pytest
from PIL import Image

from reports.handbook import handbook
from tests.handbook.pages import SOURCE, words_of
from tests.handbook.screens import CHROMIUM, FOLDER, as_kept, taken
from tests.reports.looks import look_alike, pages, words

NAMED = re.findall(r"\]\(handleiding/(.+?)\.png\)", SOURCE.read_text(encoding="utf-8"))


def test_the_file_that_lies_ready_has_every_word_and_picture() -> None:
    """`python -m tests.handbook` makes it anew."""
    content = handbook()
    found = " ".join(words(content))
    read = re.findall(r"\w+", re.sub(r"Handleiding voor coördinatoren · \d", "", found))
    assert read == words_of()
    assert 2 <= len(pages(content)) <= 4
    assert content.count(b"/Subtype /Image") >= len(NAMED) >= 4


def test_every_picture_of_the_folder_is_in_it() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.png")) == sorted(NAMED)


@pytest.mark.nightly
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")
async def test_the_pictures_are_what_the_demo_shows_today() -> None:
    """`python -m tests.handbook --screens` takes them anew; look at each before you commit it."""
    shown = await taken()
    assert shown.keys() == set(NAMED)
    for name, picture in shown.items():
        kept = Image.open(FOLDER / f"{name}.png").convert("L")
        assert look_alike(kept, as_kept(picture).convert("L")), name
