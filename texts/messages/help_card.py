"""Help near by: as everybody sees it, as its coordinator writes it, and as a manager checks it."""

from rules.help_card import HelpCard
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup
from texts.layout import column, lines, paragraphs
from texts.message import Message, button
from texts.taps.help_card import HelpCardChecked, HelpCardWithdrawn


def near_by(t: Translator, card: HelpCard | None) -> Markup:
    """Whom to call near by, beside the numbers that are the same for everybody."""
    return t("help_card.near_by", who=card.who, hours=card.hours, number=card.number) if card else NOTHING


def of_practice(
    t: Translator, practice_id: int, shown: HelpCard | None, waiting: HelpCard | None, *, again: bool = False
) -> Message:
    """To its coordinators: what is shown, what waits, and how to write it. again: what was typed is none."""
    is_shown = lines(t("help_card.shown"), near_by(t, shown)) if shown else t("help_card.none")
    waits = lines(t("help_card.waits"), near_by(t, waiting)) if waiting else NOTHING
    head = t("help_card.again") if again else t("help_card.head")
    away = column(button(t("button.help_card_away"), HelpCardWithdrawn(practice_id))) if shown or waiting else ()
    return Message(paragraphs(head, is_shown, waits, t("help_card.how")), away)


def to_check(t: Translator, card_id: int, practice: str, card: HelpCard, *, is_alone: bool = False) -> Message:
    """To a manager. is_alone: who wrote it, or could have, because nobody else can check it."""
    how = t("help_card.check_alone" if is_alone else "help_card.check_how")
    text = paragraphs(t("help_card.check", practice=practice), near_by(t, card), how)
    choices = (button(t(f"button.help_card_{key}"), HelpCardChecked(card_id, key == "yes")) for key in ("yes", "no"))
    return Message(text, column(*choices))


def checked(t: Translator) -> Message:
    """It waits no more: somebody decided, or wrote another."""
    return Message(t("help_card.checked"))
