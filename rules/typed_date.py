"""A date as people type it: "15 januari", "15-1", "15/01/2027", "zondag 15 jan"."""

import re
from collections.abc import Mapping
from datetime import date

from babel.dates import get_month_names

_NUMBERS = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})(?:\s*[-/. ]\s*(\d{4}|\d{2}))?")
_WORDS = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]{3,})\.?(?:\s+(\d{4}))?")
_WORDS_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?")


def read_date(typed: str, today: date, language: str) -> date | None:
    """The date meant; without a year the next such day after `today`. None when it is no date.

    Days come before months in numbers. Month names are Dutch, English, or of `language`, also shortened.
    """
    text = typed.strip().casefold()
    if found := _NUMBERS.search(text):
        return _dated(today, int(found[1]), int(found[2]), found[3])
    for pattern, day_first in ((_WORDS, True), (_WORDS_FIRST, False)):
        for found in pattern.finditer(text):
            day, name = (found[1], found[2]) if day_first else (found[2], found[1])
            if month := _month(name, language):
                return _dated(today, int(day), month, found[3])
    return None


def _month(name: str, language: str) -> int | None:
    for spoken in dict.fromkeys((language, "nl", "en")):
        months: Mapping[int, str] = get_month_names("wide", "format", spoken)
        for number, month in months.items():
            if month.casefold().startswith(name):
                return number
    return {"mrt": 3, "okt": 10}.get(name)


def _dated(today: date, day: int, month: int, year: str | None) -> date | None:
    if year:
        return _date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    coming = (_date(today.year + more, month, day) for more in range(9))  # 29 February may be eight years away
    return next((found for found in coming if found and found > today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
