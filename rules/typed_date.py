"""A date as people type it: "15 januari", "15-1", "15/01/2027", "zondag 15 jan", "over twee weken", "maandag"."""

import re
from datetime import date, timedelta

from rules.intention import Vocabulary
from rules.language import read_language
from rules.phrases import words_of

_NUMBERS = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})(?:\s*[-/. ]\s*(\d{4}|\d{2}))?")
_WORDS = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]{3,})\.?(?:\s+(\d{4}))?")
_WORDS_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?")


def day_from_now(typed: str, today: date, language: str, spoken: Vocabulary) -> date | None:
    """So many days or weeks from now, or the next such weekday: "over twee weken", "volgende week dinsdag"."""
    words = spoken.words(typed)
    ahead = next((number for word in words if (number := _weekday(word, language)) is not None), None)
    for length, name in ((timedelta(1), "days"), (timedelta(7), "weeks")):
        units = {word for phrase in spoken.phrases[name] for word in phrase}
        at = next((number for number, word in enumerate(words) if word in units), None)
        if at is not None:
            later = today + length * ((spoken.number(words[at - 1]) if at else None) or 1)
            return later if ahead is None else later + timedelta(days=ahead - later.weekday())
    return None if ahead is None else today + timedelta(days=(ahead - today.weekday() - 1) % 7 + 1)


def _weekday(name: str, language: str) -> int | None:
    """0 for Monday; of names with three letters and more. In Arabic the article may be left out."""
    for spoken in dict.fromkeys((language, "nl", "en")):
        for number, day in enumerate(read_language(spoken).weekdays):
            (known, *_) = words_of(day)
            if len(name) > 2 and name in (known, known.removeprefix("ال"), known[:3], known[:4]):
                return number
    return None


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
        for number, month in enumerate(read_language(spoken).months, 1):
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
