"""The words Telegram shows for a moment on top of the screen after a tap: plain text, no HTML."""

from texts.catalogue import Translator
from texts.escaping import plain


def toast(t: Translator, key: str) -> str:
    """The words notice.`key` of the catalogue, at most 200 characters."""
    return plain(t(f"notice.{key}"))
