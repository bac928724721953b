"""What whoever is responsible says to everybody, as after a data breach."""

from collections.abc import Mapping

from texts.catalogue import Translator
from texts.escaping import literal
from texts.layout import paragraphs
from texts.message import Message

#: As Telegram counts; it has to fit one message, with the words above it.
LONGEST = 3500


def owner_message(t: Translator, said: Mapping[str, str], name: str) -> Message:
    """said: by language; in the first one that there is when it was not written in the reader's."""
    text = said.get(t.language) or next(iter(said.values()))
    head = t("owner_message.head", name=name) if name else t("owner_message.from_us")
    return Message(paragraphs(head, literal(text)))
