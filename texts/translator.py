"""The voice of one language: texts by key, and days, moments and numbers as that language writes them."""

import html
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from texts.escaping import NOTHING, Markup, literal

MINUS = "\N{MINUS SIGN}"
_TENTH = Decimal("0.1")
#: Between these two the direction is that of the first letter, and nothing outside is turned around.
ISOLATE, POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@cache
def _escaped(text: str) -> Markup:
    """Of the programme file's texts, which are few and never change."""
    return Markup(html.escape(text, quote=False))


class Translator:
    """`standing`: values every text may use, such as the programme's name."""

    def __init__(
        self, language: str, texts: NullTranslations, first_language: str, standing: Mapping[str, str] | None = None
    ) -> None:
        self.language = language
        self._texts = texts
        self._first_language = first_language
        self._standing = {key: literal(value) for key, value in (standing or {}).items()}
        self._as_it_stands: dict[str, Markup] = {}

    @cached_property
    def from_right_to_left(self) -> bool:
        """Asked for only when it matters: Babel keeps a megabyte of each language that it was asked about."""
        return Locale.parse(self.language).text_direction == "rtl"

    def __call__(self, key: str, **params: object) -> Markup:
        """The text of a key as HTML. KeyError when there is none."""
        if params:
            return self._filled(self._texts.gettext(key), params)
        if key not in self._as_it_stands:
            self._as_it_stands[key] = self._filled(self._texts.gettext(key), {})
        return self._as_it_stands[key]

    def many(self, key: str, n: int, **params: object) -> Markup:
        """The form of a text that goes with this number. KeyError when there is none."""
        return self._filled(self._texts.ngettext(key, key, n), {"n": n, **params})

    def _filled(self, text: str, params: Mapping[str, object]) -> Markup:
        values = {key: self._value(value) if isinstance(value, str) else value for key, value in params.items()}
        return Markup(text.format(**{**self._standing, **values}))

    def _value(self, text: str) -> Markup:
        """A value as HTML. Between words from right to left, a name keeps its signs in its own order."""
        is_ours = isinstance(text, Markup)
        return literal(text) if is_ours or not self.from_right_to_left else Markup(ISOLATE + literal(text) + POP)

    def pick(self, localised: Mapping[str, str]) -> Markup:
        """A text of the programme file, in the first language when it lacks this one."""
        return _escaped(localised.get(self.language) or localised[self._first_language])

    def original(self, localised: Mapping[str, str]) -> Markup:
        """The same text as it was written, in the first language; nothing for who reads it in that one."""
        if self.language == self._first_language:
            return NOTHING
        return _escaped(localised[self._first_language])

    def day(self, on: date) -> str:
        """dinsdag 24 november"""
        return format_date(on, "EEEE d MMMM", self.language)

    def long_day(self, on: date) -> str:
        """24 november 2026"""
        return format_date(on, "d MMMM y", self.language)

    def short_day(self, on: date) -> str:
        """24 nov"""
        return format_date(on, "d MMM", self.language)

    def weekday(self, on: date) -> str:
        """dinsdag"""
        return format_date(on, "EEEE", self.language)

    def clock(self, at: time) -> str:
        """12:15"""
        return format_time(at, "HH:mm", locale=self.language)

    def moment(self, at: datetime, timezone: str) -> str:
        """dinsdag 24 november om 12:15, on the clock of this time zone. `at` is an aware time."""
        local = at.astimezone(ZoneInfo(timezone))
        return self("time.moment", day=self.day(local), clock=self.clock(local.time()))

    def ago(self, days: int) -> str:
        """vandaag, gisteren, 12 dagen geleden"""
        if days > 1:
            return self.many("time.days_ago", days)
        return self("time.yesterday" if days == 1 else "time.today")

    def number(self, value: float) -> str:
        """3,8; halves go up, as people round: 3,25 is 3,3."""
        rounded = Decimal(repr(value)).quantize(_TENTH, ROUND_HALF_UP)  # its shortest decimals are what was meant
        return format_decimal(rounded, format="0.0", locale=self.language)

    def gain(self, difference: int) -> str:
        """+3, −2 or 0: how many more or fewer."""
        return f"+{difference}" if difference > 0 else f"{MINUS}{-difference}" if difference else "0"
