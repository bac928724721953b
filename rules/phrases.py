"""What people type as words that can be compared: without capitals, accents, signs and drawn-out letters."""

import re
import unicodedata
from collections.abc import Iterator

from rules.typed_text import folded

#: One word of letters or digits, or one picture (👍); signs and blanks part them.
_WORD = re.compile(r"[^\W_]+|[^\w\s]")
#: In Arabic: "العربية" and "عربي" are one word with and without it.
_ARTICLE = re.compile(r"^ال(?=\w{3})")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
#: Letters that no accent makes, as they are typed on a phone without them.
_PLAIN = str.maketrans(
    {"ł": "l", "đ": "d", "ß": "ss", "’": "", "'": "", "ʼ": "", "ـ": "", "أ": "ا", "إ": "ا", "ة": "ه"}
)

Words = tuple[str, ...]


def words_of(typed: str) -> Words:
    """Its words and pictures in order; "Jaaa, hoor!" and "ja hoor" give the same."""
    plain = unicodedata.normalize("NFKD", folded(typed).translate(_PLAIN))
    bare = "".join(char for char in plain if not unicodedata.category(char).startswith(("M", "C", "Sk")))
    found = _WORD.findall(_DRAWN_OUT.sub(r"\1\1", bare))
    return tuple(_ARTICLE.sub("", word) for word in found if word.isalnum() or unicodedata.category(word) == "So")


def is_close(typed: str, meant: str, most: int = 2) -> bool:
    """Whether one slip of a finger, or `most` in a long text, makes the one of the other. Short words have no slips."""
    allowed = 0 if len(meant) < 4 else 1 if len(meant) < 9 else most
    return abs(len(typed) - len(meant)) <= allowed and _slips(typed, meant) <= allowed


def _slips(one: str, other: str) -> int:
    """Letters added, left out, replaced, or turned around with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            slips = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], wanted):
                slips = min(slips, earlier[j - 2] + 1)
            row.append(slips)
    return row[-1]


def contains(words: Words, phrase: Words) -> bool:
    """Whether the phrase stands in it, whole words in a row."""
    return next(places(words, phrase), None) is not None


def places(words: Words, phrase: Words) -> Iterator[range]:
    """Where the phrase stands in it: which words."""
    for at in range(len(words) - len(phrase) + 1):
        if words[at : at + len(phrase)] == phrase:
            yield range(at, at + len(phrase))
