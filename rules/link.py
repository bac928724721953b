"""Addresses in a text: whoever opens one is seen by who wrote it."""

import re

#: Of the web, of mail or of Telegram. Two words with only a point between them are a link on a phone, whatever the
#: second one is.
_ADDRESS = re.compile(r"\w:/|www\.|\bt\.me\b|@\w|\b[\w-]{2,}\.[^\W\d_]{2,}", re.IGNORECASE)


def has_link(text: str) -> bool:
    """Whether there is an address in it that can be opened."""
    return _ADDRESS.search(text) is not None
