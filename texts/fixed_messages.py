"""Messages that are the same for everybody at any time: a text that needs only a language is its own renderer."""

from collections.abc import Callable
from typing import TypeVar

from rules.payloads.payload import Payload
from texts.catalogue import Translator
from texts.message import Message

Text = Callable[[Translator], Message]
T = TypeVar("T", bound=Text)

#: Delivery adds these to its renderers.
FIXED: dict[type[Payload], Text] = {}


def says(payload: type[Payload]) -> Callable[[T], T]:
    """Registers the function under it as the text of this payload. ValueError when it has one."""

    def registered(text: T) -> T:
        if payload in FIXED:
            raise ValueError(f"{payload.__name__} has a text")
        FIXED[payload] = text
        return text

    return registered
