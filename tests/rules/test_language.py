"""Every language writes as Babel says, of which nothing else is kept."""

from collections.abc import Iterator
from datetime import date, time
from gettext import NullTranslations

import pytest
from babel import Locale, UnknownLocaleError, localedata
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from rules.language import read_language
from texts.translator import Translator

DAYS = [date(2026, month, 2 * month) for month in range(1, 13)]
LISTS = [["a", "b", "c", "{d}"][:length] for length in range(5)]


def everybody() -> Iterator[tuple[str, Translator]]:
    """The voices of all languages that a programme file could name, each beside a Babel that has read no other.

    Babel 2.18 that has read dozens calls January "M01" in Arabic, and in fifteen others.
    """
    for code in sorted(code for code in localedata.locale_identifiers() if len(code) == 2):
        localedata._cache.clear()
        yield code, Translator(code, NullTranslations(), "nl")


def test_days_and_hours() -> None:
    for code, t in everybody():
        for day in DAYS:
            assert t.day(day) == format_date(day, "EEEE d MMMM", code)
            assert t.long_day(day) == format_date(day, "d MMMM y", code)
            assert t.short_day(day) == format_date(day, "d MMM", code)
            assert t.weekday(day) == format_date(day, "EEEE", code)
        assert t.clock(time(9, 5)) == format_time(time(9, 5), "HH:mm", locale=code)


def test_numbers_lists_and_directions() -> None:
    for code, t in everybody():
        assert t.number(3.8) == format_decimal(3.8, "0.0", locale=code)
        assert [t.joined(words) for words in LISTS] == [format_list(words, locale=code) for words in LISTS]
        assert t.from_right_to_left == (Locale.parse(code).text_direction == "rtl")


def test_what_languages_are_called() -> None:
    for spoken, _ in everybody():
        for code in ("nl", "en", "ar", "pl", "tr", "uk"):
            assert read_language(spoken).names.get(code) == Locale.parse(code).get_display_name(spoken)


def test_what_babel_has_read_is_let_go() -> None:
    read_language.cache_clear()
    read_language("nl")
    assert not localedata._cache


def test_a_language_nobody_knows_is_none() -> None:
    with pytest.raises(UnknownLocaleError):
        read_language("qq")
