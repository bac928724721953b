"""How a language writes days, numbers and lists: the little that is needed of the Unicode CLDR, read by Babel.

Babel keeps all it has read for as long as the process runs, four megabytes with the first language and one with each
other. Here a language is read once, and let go again.
"""

import gc
from collections.abc import Mapping, Sequence
from functools import cache

from babel import Locale, core, localedata
from msgspec import Struct


class Language(Struct, frozen=True):
    """weekdays: from Monday. months, short_months: from January, as they stand in a date.

    decimal: what stands before the tenths. from_right_to_left: how its lines run.
    list_patterns: CLDR's, of "{0}" and "{1}": for two, and for the start, the middle and the end of more.
    names: what it calls languages, by two letters.
    """

    weekdays: Sequence[str]
    months: Sequence[str]
    short_months: Sequence[str]
    decimal: str
    from_right_to_left: bool
    list_patterns: Mapping[str, str]
    names: Mapping[str, str]

    def joined(self, words: Sequence[str]) -> str:
        """The words as a list in a sentence: "a, b en c".

        Source: UTS #35, Unicode Locale Data Markup Language, List Patterns.
        """
        if len(words) < 3:
            return self.list_patterns["2"].format(*words) if len(words) == 2 else "".join(words)
        *first, last = words
        text = self.list_patterns["start"].format(*first[:2])
        for word in first[2:]:
            text = self.list_patterns["middle"].format(text, word)
        return self.list_patterns["end"].format(text, last)


@cache
def read_language(code: str) -> Language:
    """What is known of a language by its two letters. babel.UnknownLocaleError when nothing is."""
    try:
        return _read(Locale.parse(code))
    finally:
        _let_go()


def _let_go() -> None:
    """Of what Babel has read. It has no way of its own to do so."""
    localedata._cache.clear()
    core._global_data = None
    gc.collect(0)  # what refers to itself, and was read just now


def _read(locale: Locale) -> Language:
    return Language(
        weekdays=tuple(locale.days["format"]["wide"][number] for number in range(7)),
        months=tuple(locale.months["format"]["wide"][number] for number in range(1, 13)),
        short_months=tuple(locale.months["format"]["abbreviated"][number] for number in range(1, 13)),
        decimal=locale.number_symbols["latn"]["decimal"],
        from_right_to_left=locale.text_direction == "rtl",
        list_patterns=dict(locale.list_patterns["standard"]),
        names={code: name for code, name in locale.languages.items() if len(code) == 2},
    )
