"""Messages for who has them read aloud: one idea in each, and no formatting."""

import re
from dataclasses import replace

from texts.escaping import Markup
from texts.message import Message

_FORMATTING = re.compile(r"</?(?:b|i|u|s|code)>")


def plainly(message: Message, *, is_edit: bool) -> Message:
    """The same message without formatting (a link stays), its paragraphs one by one; an edit stays one message."""
    text = Markup(_FORMATTING.sub("", message.text))
    if is_edit:
        return replace(message, text=text)
    *before, last = (Markup(part) for part in text.split("\n\n"))
    ahead = tuple(replace(message, text=part, rows=(), silent=True) for part in before)
    return replace(message, text=last, ahead=ahead)
