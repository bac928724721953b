"""The core theme of a practice, for who looks after it."""

from texts.catalogue import Translator
from texts.escaping import shortened
from texts.layout import column, paragraphs
from texts.message import Message, button
from texts.taps.theme import ThemeRestored

LONGEST = 200


def theme(t: Translator, practice: str, now: str | None) -> Message:
    """What it is, and how to change it."""
    shown = t("theme.now", theme=shortened(now, LONGEST)) if now else t("theme.none")
    return Message(paragraphs(t("theme.head", practice=practice), shown, t("note.theme_asked")))


def changed(t: Translator, practice_id: int, practice: str, now: str, before: str | None) -> Message:
    """What it has become, and the way back while there is one."""
    head = paragraphs(t("theme.head", practice=practice), t("theme.now", theme=shortened(now, LONGEST)))
    if before is None:
        return Message(head)
    was = t("theme.before", theme=shortened(before, LONGEST))
    return Message(paragraphs(head, was), column(button(t("button.restore"), ThemeRestored(practice_id))))
