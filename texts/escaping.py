"""Text of others as HTML that shows it as typed, and the way back from Telegram's HTML to plain text."""

import html
import re

from rules.typed_text import one_line

_TAG = re.compile(r"<[^<>]*>")
_TAG_NAME = re.compile(r"<(/?)(\w+)[^<>]*>")
_LEFT_OVER = re.compile(r"[<>]|&(?!(amp|lt|gt|quot);)")


class Markup(str):
    """Telegram HTML. A message takes nothing else, so what somebody typed is escaped or does not type-check."""

    __slots__ = ()


#: What is left out of a message.
NOTHING = Markup()


def literal(text: str) -> Markup:
    """The text as HTML that shows it as it was typed. Markup stays what it is."""
    return text if isinstance(text, Markup) else Markup(html.escape(one_line(text), quote=False))


def plain(text: str) -> str:
    """The text for a button or a short notice, where HTML means nothing."""
    if not isinstance(text, Markup):
        return one_line(text)
    return html.unescape(_TAG.sub("", text) if "<" in text else str(text))


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words where there are any. Never empty: that is no button."""
    whole = one_line(text)
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
