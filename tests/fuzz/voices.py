"""The texts of every language, read once, and what holds for whatever is said in them."""

from functools import cache

from tests.once import CATALOGUES
from texts.callback_data import parse
from texts.catalogue import Catalogues
from texts.escaping import is_balanced, length
from texts.message import LIMIT, Message


@cache
def catalogues() -> Catalogues:
    return CATALOGUES


def can_be_sent(message: Message) -> None:
    """Telegram would take it: each part of it has a text that fits, with its HTML right, and buttons with words."""
    for part in (*message.ahead, message):
        part.text.encode()
        assert is_balanced(part.text)
        assert 0 < length(part.text) <= LIMIT
    for button in (button for row in message.rows for button in row):
        assert button.label.strip()
        assert button.copies or button.url or parse(button.data) is not None
