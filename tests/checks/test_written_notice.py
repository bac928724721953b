"""The written privacy notice says what the bot says."""

import pytest

from tests.checks.written_notice import WRITTEN, page, up_to_date


@pytest.mark.parametrize("language", sorted(WRITTEN))
def test_the_written_notice_is_the_bots_own(language: str) -> None:
    written = page(language).read_text(encoding="utf-8")
    assert written == up_to_date(language), "`make translations` writes it"
    assert "☐ ______" in written
    assert "{" not in written
