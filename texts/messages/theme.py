"""The core theme of a practice, for who looks after it."""

from rules.rewording import Rewording
from texts.catalogue import Translator
from texts.escaping import NOTHING, shortened
from texts.layout import paragraphs
from texts.message import Message
from texts.messages.rewording import way_back

LONGEST = 200


def theme(t: Translator, practice: str, now: str | None, before: Rewording | None, *, ask: bool) -> Message:
    """What it is, what it was and the way back to that, and how to change it."""
    shown = t("theme.now", theme=shortened(now, LONGEST)) if now else t("theme.none")
    was = t("theme.before", theme=shortened(before.before, LONGEST)) if before else NOTHING
    asked = t("note.theme_asked") if ask else NOTHING
    return Message(paragraphs(t("theme.head", practice=practice), shown, was, asked), way_back(t, before))
