"""The bot's own texts as plain values."""

from pathlib import Path
from typing import Any

from texts.catalogue import read_catalogue
from texts.own_wording import forms_of

LOCALE = Path(__file__).parents[2] / "texts" / "locale"
LANGUAGES = sorted(path.name for path in LOCALE.iterdir())


def catalogue(language: str) -> dict[str, tuple[str, ...]]:
    """The forms of every text of a language, by key."""
    return {key_of(message.id): forms_of(message.string) for message in read_catalogue(language) if message.id}


def key_of(message_id: Any) -> str:
    """A text with plurals has its key twice."""
    return str(message_id if isinstance(message_id, str) else message_id[0])
