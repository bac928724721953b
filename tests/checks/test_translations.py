"""No language says something else than the Dutch unnoticed: a changed Dutch text makes its translations stale."""

from pathlib import Path

import pytest

from programme.loading import load
from programme.part import localised_texts
from tests.checks.translations import (
    PAGE,
    TRANSLATED,
    confirm,
    fingerprint,
    made_from,
    of_the_dutch,
    stale,
    with_table,
)
from tests.texts.catalogues import catalogue

TODAY = {"time.today": fingerprint(["vandaag"]), "role.manager": fingerprint(["programmamanager"])}
REWORDED = TODAY | {"time.today": fingerprint(["deze dag"])}


def everywhere(*keys: str) -> dict[str, list[str]]:
    return {language: list(keys) for language in TRANSLATED}


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    """Every language was made from today's Dutch."""
    for language in TRANSLATED:
        (tmp_path / language).mkdir()
    confirm(TRANSLATED, TODAY, tmp_path)
    assert stale(TODAY, tmp_path) == everywhere()
    return tmp_path


def test_the_page_about_languages_marks_what_is_stale() -> None:
    page, found = PAGE.read_text(encoding="utf-8"), stale(of_the_dutch())
    assert page == with_table(page, found), f"`make translations` marks them in docs/languages.md: {found}"
    assert all(f"| `{language}` | {len(keys)} |" in page for language, keys in found.items())


def test_every_text_of_the_bot_and_of_the_programme_is_watched() -> None:
    asked = [place for place, _ in localised_texts(load())]
    assert len(of_the_dutch()) == len(catalogue("nl")) + len(asked)
    assert {"role.manager", "central_questions.samen.text"} <= of_the_dutch().keys()


def test_a_reworded_dutch_text_is_stale_in_every_language(locale: Path) -> None:
    assert stale(REWORDED, locale) == everywhere("time.today")


def test_a_new_dutch_text_is_stale_until_somebody_looked(locale: Path) -> None:
    assert stale(TODAY | {"time.never": "0"}, locale) == everywhere("time.never")


def test_a_reader_confirms_a_text_in_their_own_language(locale: Path) -> None:
    confirm(["tr", "time.today"], REWORDED, locale)
    assert stale(REWORDED, locale) == everywhere("time.today") | {"tr": []}


def test_a_dutch_comma_is_confirmed_in_all_languages_at_once(locale: Path) -> None:
    confirm(["time.today"], REWORDED, locale)
    assert stale(REWORDED, locale) == everywhere()


def test_a_reader_of_one_text_has_not_read_the_others(locale: Path) -> None:
    confirm(["role.manager"], REWORDED, locale)
    assert stale(REWORDED, locale) == everywhere("time.today")


def test_what_is_gone_is_kept_no_longer(locale: Path) -> None:
    confirm(["pl"], {"role.manager": TODAY["role.manager"]}, locale)
    assert made_from("pl", locale).keys() == {"role.manager"}
    assert made_from("uk", locale).keys() == TODAY.keys()


def test_a_slip_of_the_pen_confirms_nothing(locale: Path) -> None:
    with pytest.raises(SystemExit, match=r"no text time\.tody"):
        confirm(["tr", "time.tody"], REWORDED, locale)
    assert made_from("tr", locale) == TODAY


def test_each_form_of_a_plural_counts() -> None:
    forms = ["{n} dag geleden", "{n} dagen geleden"]
    assert len({fingerprint(forms), fingerprint(forms[:1]), fingerprint([forms[0], "{n} dagen terug"])}) == 3


def test_the_table_names_them() -> None:
    page = "Words\n\n| code | stale | which |\n|---|---|---|\n| old |\n\nMore\n"
    assert "| `uk` | 2 | `role.manager`, `time.today` |\n\nMore" in with_table(
        page, {"uk": ["role.manager", "time.today"]}
    )
