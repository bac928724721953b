"""Short replies without buttons."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rules.payloads.notes import Moment
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup
from texts.layout import lines
from texts.message import Message

#: What people send that is no text; anything else is "other". Nobody listens to the ones, nor looks at the others.
KINDS = ("sticker", "location", "document")
HEARD = ("voice", "audio", "video_note")
SEEN = ("photo", "video", "animation")
#: Moments in which it helps to know when the next questions come.
WITH_NEXT: tuple[Moment, ...] = ("declined", "closed", "waiting")


def note(t: Translator, key: str, **params: object) -> Message:
    """The reply note.`key` of the catalogue: `cannot_read` takes a kind, `too_long` a limit."""
    if "kind" in params:
        kind = str(params["kind"])
        return _cannot_read(t, kind) if key == "cannot_read" else Message(_unread(t, kind))
    return Message(t(f"note.{key}", **params))


def _cannot_read(t: Translator, kind: str) -> Message:
    if kind in HEARD:
        return Message(t("note.cannot_hear"))
    if kind in SEEN:
        return Message(t("note.cannot_look"))
    return Message(t("note.cannot_read", kind=t(f"kind.{kind if kind in KINDS else 'other'}")))


def notice(t: Translator, key: str) -> Message:
    """The words notice.`key`, which are plain text."""
    return Message(t(f"notice.{key}"))


def not_kept(
    t: Translator,
    moment: Moment,
    kind: str | None,
    next_at: datetime | None,
    paused_until: datetime | None,
    timezone: str,
) -> Message:
    """That what was typed is not kept, and what to do. next_at: of the next check-in, where it is of use."""
    unread = _unread(t, kind) if kind else NOTHING
    until = t.day(paused_until.astimezone(ZoneInfo(timezone)).date()) if paused_until else ""
    said = t(f"not_kept.{moment}", day=until) if moment == "pausing" else t(f"not_kept.{moment}")
    return Message(lines(unread, said, t("pause.next", moment=t.moment(next_at, timezone)) if next_at else NOTHING))


def _unread(t: Translator, kind: str) -> Markup:
    if kind in HEARD:
        return t("note.unheard")
    return t("note.unseen") if kind in SEEN else t("note.unread", kind=t(f"kind.{kind if kind in KINDS else 'other'}"))


def no_open_check_in(t: Translator, next_at: datetime | None, timezone: str) -> Message:
    """Nothing to fill in now, and when there will be."""
    if next_at is None:
        return note(t, "no_open_check_in")
    return note(t, "next_check_in", moment=t.moment(next_at, timezone))
