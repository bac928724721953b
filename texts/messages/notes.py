"""Short replies without buttons."""

from datetime import datetime

from texts.catalogue import Translator
from texts.message import Message

#: What people send that is no text; anything else is "other". Nobody listens to the ones, nor looks at the others.
KINDS = ("sticker", "location", "document")
HEARD = ("voice", "audio", "video_note")
SEEN = ("photo", "video", "animation")


def note(t: Translator, key: str, **params: object) -> Message:
    """The reply note.`key` of the catalogue: `cannot_read` takes a kind, `too_long` a limit."""
    if "kind" in params:
        return _cannot_read(t, str(params["kind"]))
    return Message(t(f"note.{key}", **params))


def _cannot_read(t: Translator, kind: str) -> Message:
    if kind in HEARD:
        return Message(t("note.cannot_hear"))
    if kind in SEEN:
        return Message(t("note.cannot_look"))
    return Message(t("note.cannot_read", kind=t(f"kind.{kind if kind in KINDS else 'other'}")))


def no_open_check_in(t: Translator, next_at: datetime | None, timezone: str) -> Message:
    """Nothing to fill in now, and when there will be."""
    if next_at is None:
        return note(t, "no_open_check_in")
    return note(t, "next_check_in", moment=t.moment(next_at, timezone))
