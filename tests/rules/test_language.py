"""A language writes as Babel says, of which nothing else is kept."""

from datetime import date, time
from gettext import NullTranslations

import pytest
from babel import Locale, UnknownLocaleError, localedata
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from rules.language import read_language
from texts.translator import Translator

#: The bot's own, and some that a programme file could add.
LANGUAGES = ("nl", "en", "ar", "pl", "tr", "uk", "de", "fr", "he", "zh", "fi", "hu")
each_language = pytest.mark.parametrize("code", LANGUAGES)
DAYS = [date(2026, month, 2 * month) for month in range(1, 13)]


def speaker(code: str) -> Translator:
    return Translator(code, NullTranslations(), "nl")


@each_language
def test_days_and_hours(code: str) -> None:
    t = speaker(code)
    for day in DAYS:
        assert t.day(day) == format_date(day, "EEEE d MMMM", code)
        assert t.long_day(day) == format_date(day, "d MMMM y", code)
        assert t.short_day(day) == format_date(day, "d MMM", code)
        assert t.weekday(day) == format_date(day, "EEEE", code)
    assert t.clock(time(9, 5)) == format_time(time(9, 5), "HH:mm", locale=code)


@each_language
def test_numbers_and_directions(code: str) -> None:
    assert speaker(code).number(3.8) == format_decimal(3.8, "0.0", locale=code)
    assert speaker(code).from_right_to_left == (code in ("ar", "he"))


@each_language
@pytest.mark.parametrize("words", [[], ["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "{d}"]])
def test_lists(code: str, words: list[str]) -> None:
    assert speaker(code).joined(words) == format_list(words, locale=code)


@each_language
def test_what_it_calls_languages(code: str) -> None:
    for other in LANGUAGES:
        assert read_language(code).names[other] == Locale.parse(other).get_display_name(code)


def test_what_babel_has_read_is_let_go() -> None:
    read_language.cache_clear()
    read_language("nl")
    assert not localedata._cache


def test_a_language_nobody_knows_is_none() -> None:
    with pytest.raises(UnknownLocaleError):
        read_language("qq")
