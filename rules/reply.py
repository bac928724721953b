"""What an answer to remarks should not do: lead to where one is seen, ask who wrote, repeat somebody's words."""

import re
from collections.abc import Collection, Iterator
from typing import Literal

#: It goes out with a check-in: whoever is tired should read it to the end.
LONGEST = 500
#: So many words in a row are somebody's own.
QUOTED = 5
Concern = Literal["link", "make_known", "quote"]
#: An address of the web, of mail or of Telegram, or a telephone number: whoever follows it is seen there.
_LINK = re.compile(
    r"https?:|www\.|\bt\.me\b|@\w|\b[\w-]+\.(?:nl|com|org|net|eu|be|de|info|me|ly|gl|app|io)\b|(?:\+|\b0)(?:[\s()-]?\d){8,}",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


def concerns(text: str, make_known: Collection[str], remarks: Collection[str]) -> list[Concern]:
    """What its writer is pointed out before it is sent.

    make_known: phrases, in small letters, with which somebody is asked to say who they are. remarks: what caregivers
    wrote, as it was let go.
    """
    found: Iterator[tuple[Concern, bool]] = iter(
        (
            ("link", _LINK.search(text) is not None),
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


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[at : at + QUOTED]) for at in range(len(words) - QUOTED + 1)}


def _quotes(text: str, remarks: Collection[str]) -> bool:
    mine = _runs(text)
    return any(mine & _runs(remark) for remark in remarks)
