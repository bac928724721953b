"""`/ervaring`: what an experiment taught, to look through, to change and to take along."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from rules.experience_card import FIELDS
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, length, literal, plain, shortened
from texts.layout import Rows, beside, bold, column, lines, paragraphs
from texts.message import LIMIT, ON_A_BUTTON, File, Message, button
from texts.paging import on_page, turn_pages
from texts.taps.experience_card import (
    CardFieldChosen,
    CardFieldReset,
    CardFieldsShown,
    CardFileAsked,
    CardShown,
    CardsShown,
)

KINDS = ("docx", "html", "md")
#: Signs shown of each field: fewer when all of them are long.
SHOWN = (1500, 400, 200)


class CardView(Struct, frozen=True):
    """An experiment's card. fields: by key of rules.experience_card.FIELDS. edited: those that were written by hand."""

    experiment_id: int
    practice_id: int
    title: str
    fields: Mapping[str, str]
    edited: frozenset[str] = frozenset()


def cards(t: Translator, practice_id: int, practice: str, found: Sequence[tuple[int, str]], page: int) -> Message:
    """The experiments (id, title) of a practice."""
    if not found:
        return Message(t("card.none", practice=practice))
    named = (button(shortened(title, ON_A_BUTTON), CardShown(key)) for key, title in on_page(found, page))
    pages = turn_pages(t, found, page, lambda number: CardsShown(practice_id, number))
    return Message(t("card.which", practice=practice), column(*named) + pages)


def card(t: Translator, view: CardView) -> Message:
    """The whole card as it stands, and what can be done with it."""
    head = lines(_head(view), t("card.what"))
    text = as_far_as_fits(t, view, lambda each: paragraphs(head, *each, t("card.only_shared")))
    change = column(button(t("button.change_card"), CardFieldsShown(view.experiment_id)))
    files = beside(button(t(f"button.card_{kind}"), CardFileAsked(view.experiment_id, kind)) for kind in KINDS)
    back = column(button(t("button.other_card"), CardsShown(view.practice_id, 0)))
    return Message(text, change + files + back)


def fields(t: Translator, view: CardView) -> Message:
    """Which one to change."""
    named = (button(t(f"card.field.{field}"), CardFieldChosen(view.experiment_id, field)) for field in FIELDS)
    back = button(t("button.back"), CardShown(view.experiment_id))
    return Message(lines(_head(view), t("card.which_field")), column(*named, back))


def field(t: Translator, view: CardView, key: str) -> Message:
    """One field, to be typed anew."""
    now = view.fields[key]
    shown = Markup(f"<blockquote>{_paragraphs(now, SHOWN[0])}</blockquote>") if now else t("card.empty")
    text = paragraphs(lines(_head(view), bold(t(f"card.field.{key}"))), shown, t("card.type"))
    return Message(text, _field_buttons(t, view, key))


def _field_buttons(t: Translator, view: CardView, key: str) -> Rows:
    leave = [button(t("button.leave_empty"), CardFieldReset(view.experiment_id, key, True))] if view.fields[key] else []
    again = (
        [button(t("button.from_reports"), CardFieldReset(view.experiment_id, key, False))] if key in view.edited else []
    )
    return column(*leave, *again, button(t("button.back"), CardFieldsShown(view.experiment_id)))


def with_file(t: Translator, file: File) -> Message:
    """The card to take along."""
    return Message(t("card.file"), file=file)


def headings(t: Translator) -> dict[str, str]:
    """What stands above each field in the file."""
    return {field: plain(t(f"card.field.{field}")) for field in FIELDS}


def _head(view: CardView) -> Markup:
    return bold(literal(view.title))


def as_far_as_fits(t: Translator, view: CardView, whole: Callable[[Iterator[Markup]], Markup]) -> Markup:
    """A text with the card's fields, each with as many signs as leave room for all. whole: the text around them."""
    texts = (whole(_fields(t, view, longest)) for longest in SHOWN)
    return next(text for text in texts if length(text) <= LIMIT)


def _fields(t: Translator, view: CardView, longest: int) -> Iterator[Markup]:
    for key in FIELDS:
        text = view.fields[key]
        shown = _paragraphs(text, longest) if text else t("card.empty")
        yield lines(bold(t(f"card.field.{key}")), shown)


def _paragraphs(text: str, longest: int) -> Markup:
    if len(text) > longest:
        return literal(shortened(text, longest))
    return Markup("\n".join(literal(line) for line in text.splitlines() if line.strip())) or NOTHING
