"""Text of others made harmless, and the way back from Telegram's HTML to plain text."""

import html
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
_TAG = re.compile(r"<[^<>]*>")
_TAG_NAME = re.compile(r"<(/?)(\w+)[^<>]*>")
_LEFT_OVER = re.compile(r"[<>]|&(?!(amp|lt|gt|quot);)")


class Markup(str):
    """Telegram HTML. A message takes nothing else, so what somebody typed is escaped or does not type-check."""

    __slots__ = ()


#: What is left out of a message.
NOTHING = Markup()


def clean(text: str) -> str:
    """The text as typed, line breaks and all, without what is unseen, or turns or covers what is beside it."""
    kept = (char for char in text if char == "\n" or char in _JOINERS or unicodedata.category(char) not in _UNSEEN)
    return _ENDS.sub("", "".join(_without_floods(kept)))


def _without_floods(text: Iterable[str]) -> Iterator[str]:
    in_a_row = 0
    for char in text:
        in_a_row = in_a_row + 1 if char in _JOINERS or unicodedata.category(char) in _MARKS else 0
        if in_a_row <= _MOST_IN_A_ROW:
            yield char


def harmless(text: str) -> str:
    """The clean text on one line."""
    return " ".join(clean(" ".join(text.split())).split())


def literal(text: str) -> Markup:
    """The text as HTML that shows it as it was typed. Markup stays what it is."""
    return text if isinstance(text, Markup) else Markup(html.escape(harmless(text), quote=False))


def plain(text: str) -> str:
    """The text for a button or a short notice, where HTML means nothing."""
    return html.unescape(_TAG.sub("", text)) if isinstance(text, Markup) else harmless(text)


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words where there are any. Never empty: that is no button."""
    whole = harmless(text)
    if len(whole) <= limit:
        return whole or "…"
    head, _, rest = whole[:limit].rpartition(" ")
    return (head if len(head) > limit // 2 else head + " " + rest[:-1]).strip() + "…"


def is_balanced(markup: str) -> bool:
    """Whether every tag is closed in its order, and no sign of HTML is left over: Telegram refuses such a text."""
    opened: list[str] = []
    for closing, name in _TAG_NAME.findall(markup):
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened and not _LEFT_OVER.search(_TAG.sub("", markup))


def length(markup: str) -> int:
    """How long Telegram finds a text: UTF-16 units, after the tags are taken out."""
    return len(html.unescape(_TAG.sub("", markup)).encode("utf-16-le")) // 2
