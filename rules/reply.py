"""What an answer to remarks should not do: lead to where one is seen, ask who wrote, repeat somebody's words."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from rules.link import has_link

#: It goes out with a check-in: whoever is tired should read it to the end.
LONGEST = 500
#: So many words in a row are somebody's own; of a remark that is shorter, all of it, unless anybody might say that.
QUOTED, SHORTEST = 5, 3
Concern = Literal["link", "make_known", "quote"]
#: Whoever calls is seen, as at an address.
_TELEPHONE = re.compile(r"(?:\+|\b0)(?:[\s().-]*\d){8,}")
_WORD = re.compile(r"\w+")


def concerns(text: str, make_known: Collection[str], remarks: Collection[str]) -> list[Concern]:
    """What its writer is pointed out before it is sent.

    make_known: phrases, in small letters, with which somebody is asked to say who they are. remarks: what caregivers
    wrote, as it was let go.
    """
    found: Iterator[tuple[Concern, bool]] = iter(
        (
            ("link", has_link(text) or _TELEPHONE.search(text) is not None),
            ("make_known", _has_any(text, make_known)),
            ("quote", _quotes(text, remarks)),
        )
    )
    return [concern for concern, is_there in found if is_there]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _has_any(text: str, phrases: Collection[str]) -> bool:
    said = f" {' '.join(_words(text))} "
    return any(f" {' '.join(_words(phrase))} " in said for phrase in phrases if _words(phrase))


def _runs(words: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def _quotes(text: str, remarks: Collection[str]) -> bool:
    mine = _words(text)
    each = ((words, min(QUOTED, len(words))) for words in map(_words, remarks) if len(words) >= SHORTEST)
    return any(_runs(mine, length) & _runs(words, length) for words, length in each)
