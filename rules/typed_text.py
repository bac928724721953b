"""The one way in for what people type: as much of it as may come in, and as the words of a button.

An answer is kept as it was typed (`storable`); what stands by itself in a message keeps its lines (`cleaned`); a name
or a title stands among other words (`one_line`). Each takes anything, and what it gives a second time is the same.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

#: Control characters, invisible ones (zero-width, reordering) and lone surrogates.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
#: Invisible as well, but 🤷‍♀️ and Persian need them.
_JOINERS = "\u200c\u200d"
#: Marks on the sign before them. No language has so many of them and of joiners in a row: more climb over other lines.
_MARKS = frozenset({"Mn", "Me"})
_MOST_IN_A_ROW = 8
_ENDS = re.compile(rf"^[\s{_JOINERS}]+|[\s{_JOINERS}]+$")


def storable(typed: str) -> str:
    """The text without NUL and lone surrogates, which PostgreSQL does not take, and without surrounding blanks.

    Nothing else is changed or cut.
    """
    return typed.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8").strip()


def cleaned(typed: str) -> str:
    """The text as typed, line breaks and all, without what is unseen, or turns or covers what is beside it."""
    kept = (char for char in typed if char == "\n" or char in _JOINERS or unicodedata.category(char) not in _UNSEEN)
    return _ENDS.sub("", "".join(_without_floods(kept)))


def _without_floods(text: Iterable[str]) -> Iterator[str]:
    in_a_row = 0
    for char in text:
        in_a_row = in_a_row + 1 if char in _JOINERS or unicodedata.category(char) in _MARKS else 0
        if in_a_row <= _MOST_IN_A_ROW:
            yield char


def one_line(typed: str) -> str:
    """The cleaned text on one line."""
    return " ".join(cleaned(" ".join(typed.split())).split())


def is_label(typed: str, label: str) -> bool:
    """Whether somebody typed the words of this button instead of tapping it, whatever the capitals and full stop."""
    return folded(typed.strip().rstrip(".!")) == folded(label)


def folded(words: str) -> str:
    """Words without capitals, also Turkish ones: there I is a large ı, and İ a large i (folded: i and a loose dot)."""
    return words.casefold().replace("\u0307", "").replace("ı", "i")


def is_same_name(one: str, other: str) -> bool:
    """Whether two typed names are the same, whatever the capitals, the blanks, and how accents were made."""
    first, second = (folded(unicodedata.normalize("NFC", one_line(name))) for name in (one, other))
    return first == second
