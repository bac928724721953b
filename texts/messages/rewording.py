"""Words of a practice that give way to others: whether one is sure, and the way back."""

from rules.design_question import LONGEST
from rules.rewording import Rewording
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, shortened
from texts.layout import Rows, column, paragraphs
from texts.message import Message, button
from texts.taps.rewordings import RewordingDecided, RewordingTakenBack


def proposed(t: Translator, one: Rewording) -> Message:
    """What stands there now, and what would; nothing changed yet."""
    before = t("rewording.before", text=shortened(one.before, LONGEST))
    after = t("rewording.after", text=shortened(one.after, LONGEST))
    sure = button(t("button.replace"), RewordingDecided(one.id, True))
    leave = button(t("button.leave_words"), RewordingDecided(one.id, False))
    return Message(paragraphs(t("rewording.sure"), before, after, t("rewording.later")), column(sure, leave))


def was(t: Translator, one: Rewording | None) -> Markup:
    """What stood there before."""
    return t("rewording.was", text=shortened(one.before, LONGEST)) if one else NOTHING


def way_back(t: Translator, one: Rewording | None) -> Rows:
    """To that, while there is one."""
    return column(button(t("button.restore"), RewordingTakenBack(one.id))) if one else ()
