"""What Telegram recognises in plain text by itself: commands, mentions, hashtags, links, e-mail addresses."""

import re

from simulator.text import utf16
from simulator.wire import JSON

_FOUND = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>(?:https?://|\bwww\.)[^\s<>\"]+[^\s<>\".,!?;:)\]])"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<![\w#])(?P<hashtag>#[^\W\d_]\w*)"
)
_CLOSED = frozenset({"code", "pre", "text_link", "text_mention"})


def find(text: str, known: list[JSON] | None = None) -> list[JSON]:
    """All entities in order; what lies in code or in a link already is left alone."""
    known = known or []
    closed = [entity for entity in known if entity["type"] in _CLOSED]
    found = [_entity(text, match) for match in _FOUND.finditer(text)]
    fresh = [entity for entity in found if not any(_overlap(entity, other) for other in closed)]
    return sorted(known + fresh, key=lambda entity: (entity["offset"], -entity["length"]))


def _entity(text: str, match: re.Match[str]) -> JSON:
    offset = utf16.length(text[: match.start()])
    return {"type": match.lastgroup, "offset": offset, "length": utf16.length(match[0])}


def _overlap(one: JSON, other: JSON) -> bool:
    starts_before_end: bool = one["offset"] < other["offset"] + other["length"]
    ends_after_start: bool = one["offset"] + one["length"] > other["offset"]
    return starts_before_end and ends_after_start
