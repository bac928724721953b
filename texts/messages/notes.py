"""Short replies without buttons."""

from datetime import datetime

from texts.catalogue import Translator
from texts.message import Message

#: What people send that is no text; anything else is "other".
KINDS = ("sticker", "voice", "photo", "location", "document")


def note(t: Translator, key: str, **params: object) -> Message:
    """The reply note.`key` of the catalogue: `cannot_read` takes a kind, `too_long` a limit."""
    if "kind" in params:
        kind = params["kind"] if params["kind"] in KINDS else "other"
        params["kind"] = t(f"kind.{kind}")
    return Message(t(f"note.{key}", **params))


def no_open_check_in(t: Translator, next_at: datetime | None, timezone: str) -> Message:
    """Nothing to fill in now, and when there will be."""
    if next_at is None:
        return note(t, "no_open_check_in")
    return note(t, "next_check_in", moment=t.moment(next_at, timezone))
