"""What in which practice asks for attention."""

from collections.abc import Sequence

from rules.attention import Need
from texts.catalogue import Translator
from texts.escaping import Markup
from texts.layout import column, lines, paragraphs
from texts.message import Message, button
from texts.messages.programme import OVERVIEW
from texts.paging import on_page, turn_pages
from texts.taps.programme import AttentionShown, ProgrammeShown


def attention(t: Translator, practices: Sequence[tuple[str, Sequence[Need]]], page: int) -> Message:
    """A page of the practices of which something does, in the order given, and what."""
    told = (_practice(t, name, needs) for name, needs in on_page(practices, page))
    text = paragraphs(t("attention.head"), lines(*told)) if practices else t("attention.none")
    back = column(button(t("button.back"), ProgrammeShown(OVERVIEW)))
    return Message(text, turn_pages(t, practices, page, AttentionShown) + back, protected=True)


def _practice(t: Translator, name: str, needs: Sequence[Need]) -> Markup:
    each = Markup(" ".join(t(f"attention.{need}") for need in needs))
    return t("attention.practice", practice=name, needs=each)
