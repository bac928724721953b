"""The voice of one language: texts by key, and days, moments and numbers as that language writes them."""

import html
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from rules.language import Language, read_language
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
        self._written: Language = read_language(language)
        self._texts = texts
        self._first_language = first_language
        self._standing = {key: literal(value) for key, value in (standing or {}).items()}
        self._as_it_stands: dict[str, Markup] = {}

    @property
    def from_right_to_left(self) -> bool:
        return self._written.from_right_to_left

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
        return f"{self.weekday(on)} {on.day} {self._written.months[on.month - 1]}"

    def long_day(self, on: date) -> str:
        """24 november 2026"""
        return f"{on.day} {self._written.months[on.month - 1]} {on.year}"

    def short_day(self, on: date) -> str:
        """24 nov"""
        return f"{on.day} {self._written.short_months[on.month - 1]}"

    def weekday(self, on: date) -> str:
        """dinsdag"""
        return self._written.weekdays[on.weekday()]

    def clock(self, at: time) -> str:
        """12:15"""
        return f"{at:%H:%M}"

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
        return str(rounded).replace(".", self._written.decimal)

    def joined(self, words: Sequence[str]) -> str:
        """a, b en c"""
        return self._written.joined(words)

    def gain(self, difference: int) -> str:
        """+3, −2 or 0: how many more or fewer."""
        return f"+{difference}" if difference > 0 else f"{MINUS}{-difference}" if difference else "0"
