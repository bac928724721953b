"""Messages for who has them read aloud: one idea in each, and no formatting."""

import re

from msgspec.structs import replace

from texts.escaping import Markup
from texts.message import Message

_FORMATTING = re.compile(r"</?(?:b|i|u|s|code|blockquote)>")
#: Also where somebody left several lines white; nothing is said of them.
_BETWEEN_PARAGRAPHS = re.compile(r"\n{2,}")


def plainly(message: Message, *, is_edit: bool) -> Message:
    """The same message without formatting (a link stays), its paragraphs one by one; an edit stays one message."""
    text = Markup(_FORMATTING.sub("", message.text))
    first = tuple(part for one in message.ahead for part in _in_turn(plainly(one, is_edit=False)))
    if is_edit or message.file:
        return replace(message, text=text, ahead=first)
    *before, last = (Markup(part) for part in _BETWEEN_PARAGRAPHS.split(text.strip("\n")))
    parts = (replace(message, text=part, rows=(), silent=True, ahead=()) for part in before)
    return replace(message, text=last, ahead=(*first, *parts))


def _in_turn(message: Message) -> tuple[Message, ...]:
    return (*message.ahead, replace(message, ahead=()))
