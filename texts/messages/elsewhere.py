"""*Wat werkte elders?*: what other practices recommend, one of them, and meeting its practice."""

from collections.abc import Sequence

from rules.address import Address
from rules.payloads.elsewhere import IntroductionUnderWay
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, literal, shortened
from texts.fixed_messages import says
from texts.layout import bold, column, lines, paragraphs
from texts.message import ON_A_BUTTON, Message, button
from texts.messages.experience_card import CardView, as_far_as_fits
from texts.messages.logbook import BOOK
from texts.paging import on_page, turn_pages
from texts.taps.elsewhere import (
    ElsewhereCardShown,
    ElsewhereShown,
    IntroductionAnswered,
    IntroductionAsked,
    TakenOver,
)
from texts.taps.logbook import LogbookShown

Found = tuple[int, str, str, int | None]


def elsewhere(t: Translator, experiment_id: int, found: Sequence[Found], page: int) -> Message:
    """found: (id, practice, title, readiness) of each."""
    back = column(button(t("button.back"), LogbookShown(experiment_id, BOOK)))
    if not found:
        return Message(t("elsewhere.none"), back)
    shown = on_page(found, page)
    each = (_line(t, practice, title, ready) for _, practice, title, ready in shown)
    named = column(
        *(
            button(shortened(f"{practice}: {title}", ON_A_BUTTON), ElsewhereCardShown(experiment_id, key))
            for key, practice, title, _ in shown
        )
    )
    pages = turn_pages(t, found, page, lambda to: ElsewhereShown(experiment_id, to))
    return Message(paragraphs(t("elsewhere.head"), lines(*each)), named + pages + back)


def _line(t: Translator, practice: str, title: str, ready: int | None) -> Markup:
    named = t("elsewhere.line", practice=practice, title=title)
    return lines(named, t("logbook.readiness", n=ready) if ready else NOTHING)


def card(t: Translator, experiment_id: int, practice: str, view: CardView) -> Message:
    """The whole card of a recommended one, and what can come of it."""
    head = lines(bold(literal(view.title)), literal(practice))
    text = as_far_as_fits(t, view, lambda fields: paragraphs(head, *fields, t("elsewhere.meet")))
    ways = column(
        button(t("button.take_over"), TakenOver(experiment_id, view.experiment_id)),
        button(t("button.meet"), IntroductionAsked(experiment_id, view.experiment_id)),
        button(t("button.back"), ElsewhereShown(experiment_id, 0)),
    )
    return Message(text, ways)


@says(IntroductionUnderWay)
def under_way(t: Translator) -> Message:
    """To who asked."""
    return Message(t("introduction.asked"))


def question(t: Translator, introduction_id: int, practice: str, title: str) -> Message:
    """To the coordinators of the recommended one: nothing of who asks but the practice."""
    choices = (
        button(t(f"button.meet_{key}"), IntroductionAnswered(introduction_id, key == "yes")) for key in ("yes", "no")
    )
    return Message(t("introduction.question", practice=practice, title=title), column(*choices))


def answered(t: Translator) -> Message:
    """Somebody answered it."""
    return Message(t("introduction.answered"))


def introduced(t: Translator, practice: str, title: str, address: Address) -> Message:
    """How to reach the other."""
    name = Markup(f'<a href="tg://user?id={address}">{t("introduction.who", practice=practice)}</a>')
    return Message(t("introduction.introduced", name=name, title=title), protected=True)


def not_introduced(t: Translator, practice: str) -> Message:
    """Not now, whoever of them said so."""
    return Message(t("introduction.not", practice=practice))
