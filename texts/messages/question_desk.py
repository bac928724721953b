"""The design questions of a practice, for who looks after them."""

from collections.abc import Mapping, Sequence
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from programme.model import CentralQuestion
from rules.design_question import FEWEST, LONGEST, MOST, DesignQuestion, is_usual
from rules.rewording import Rewording
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, literal, shortened
from texts.layout import Rows, beside, bold, column, italic, lines, paragraphs
from texts.message import ON_A_BUTTON, Button, Message, button
from texts.messages.design_questions import QUESTION
from texts.messages.rewording import was, way_back
from texts.paging import PER_PAGE, on_page, turn_pages
from texts.taps.design_questions import (
    CentralChosen,
    QuestionAsked,
    QuestionEnded,
    QuestionMoved,
    QuestionShown,
    QuestionsShown,
    RewordingAsked,
)
from texts.taps.experiments import ExperimentPlaced, ExperimentsShown

#: What can be seen of one.
CARD, CENTRAL, END = "card", "central", "end"
#: Room for the number before a label on a button.
NUMBER = 6
Central = Mapping[str, CentralQuestion]
Item = TypeVar("Item")


class QuestionView(Struct, frozen=True):
    """A design question; at: its place among the running ones from 0, of so many. None: it does not run.

    titles: of the experiments that run under it. page: of the practice's experiments, where those are.
    before: its last rewording, while that can be taken back.
    """

    question: DesignQuestion
    central: Central
    at: int | None
    of: int
    titles: Sequence[str]
    page: int
    timezone: str
    before: Rewording | None = None


def questions(
    t: Translator,
    practice_id: int,
    practice: str,
    found: Sequence[DesignQuestion],
    central: Central,
    page: int,
    ended: int,
) -> Message:
    """Those that run; ended: how many do not."""
    text = paragraphs(_list(t, "questions.head", practice, found, central, page), _unusual(t, len(found)))
    add = [button(t("button.add_question"), QuestionAsked(practice_id))]
    past = [button(t("button.ended", n=ended), QuestionsShown(practice_id, 0, True))] if ended else []
    pages = turn_pages(t, found, page, lambda to: QuestionsShown(practice_id, to, False))
    return Message(text, _choices(t, found, page) + pages + column(*add, *past))


def ended_questions(
    t: Translator, practice_id: int, practice: str, found: Sequence[DesignQuestion], central: Central, page: int
) -> Message:
    """Those that do not run."""
    text = _list(t, "questions.ended_head", practice, found, central, page)
    pages = turn_pages(t, found, page, lambda to: QuestionsShown(practice_id, to, True))
    return Message(text, _choices(t, found, page) + pages + column(_all(t, practice_id, 0)))


def _list(
    t: Translator, head: str, practice: str, found: Sequence[DesignQuestion], central: Central, page: int
) -> Markup:
    shown = [_line(t, number, one, central) for number, one in numbered(found, page)]
    return paragraphs(t(head, practice=practice), *(shown or [t("desk.none")]))


def numbered(found: Sequence[Item], page: int) -> Sequence[tuple[int, Item]]:
    """What is on this page, with its number in the whole list from 1."""
    return on_page(list(enumerate(found, 1)), page)


def _line(t: Translator, number: int, one: DesignQuestion, central: Central) -> Markup:
    serves = _short(t, one, central)
    return t("questions.line", number=number, question=shortened(one.text, QUESTION), central=serves)


def _short(t: Translator, one: DesignQuestion, central: Central) -> Markup:
    if not one.has_begun:
        return t("question.no_central")
    return t.pick(central[one.central].short) if one.central in central else literal(one.central)


def _unusual(t: Translator, number: int) -> Markup:
    return NOTHING if is_usual(number) else t("questions.unusual", n=number, fewest=FEWEST, most=MOST)


def _choices(t: Translator, found: Sequence[DesignQuestion], page: int) -> Rows:
    return column(*(_choice(t, number, one) for number, one in numbered(found, page)))


def _choice(t: Translator, number: int, one: DesignQuestion) -> Button:
    return button(label(t, number, one.text), QuestionShown(one.id, CARD))


def label(t: Translator, number: int, text: str) -> Markup:
    """A button's words: a number, and as much of the text as fits."""
    return t("button.numbered", number=number, label=shortened(text, ON_A_BUTTON - NUMBER))


def _all(t: Translator, practice_id: int, page: int) -> Button:
    return button(t("button.all_questions"), QuestionsShown(practice_id, page, False))


def card(t: Translator, view: QuestionView) -> Message:
    """One design question, and what can be done with it."""
    one = view.question
    state = _running(t, view) if view.at is not None else _ended(t, view)
    words = lines(bold(literal(shortened(one.text, LONGEST))), was(t, view.before))
    return Message(paragraphs(words, _serves(t, view), state), _doing(t, view))


def _serves(t: Translator, view: QuestionView) -> Markup:
    central = view.central.get(view.question.central)
    if central is None:
        return literal(view.question.central)
    return lines(t("question.serves", central=t.pick(central.text)), italic(t.original(central.text)))


def _running(t: Translator, view: QuestionView) -> Markup:
    shown = [t("question.experiment", title=shortened(title, QUESTION)) for title in view.titles[:PER_PAGE]]
    left = len(view.titles) - len(shown)
    more = t.many("summary.more_experiments", left) if left else NOTHING
    return lines(t("question.experiments"), *(shown or [t("summary.no_experiment")]), more)


def _ended(t: Translator, view: QuestionView) -> Markup:
    ended_at = view.question.ended_at
    if ended_at is None:
        return NOTHING
    return t("desk.ended_on", day=t.long_day(ended_at.astimezone(ZoneInfo(view.timezone)).date()))


def _doing(t: Translator, view: QuestionView) -> Rows:
    one = view.question
    if view.at is None:
        back = button(t("button.back"), QuestionsShown(one.practice_id, 0, True))
        return column(button(t("button.reopen"), QuestionEnded(one.id, False)), back)
    change = (
        *column(button(t("button.reword"), RewordingAsked(one.id))),
        *way_back(t, view.before),
        *column(button(t("button.other_central"), QuestionShown(one.id, CENTRAL))),
    )
    tried = [button(t("button.to_experiments"), ExperimentsShown(one.practice_id, view.page, False))]
    add = button(t("button.add_experiment"), ExperimentPlaced(0, one.id))
    end = button(t("button.end"), QuestionShown(one.id, END))
    last = column(*(tried if view.titles else []), add, end, _all(t, one.practice_id, view.at // PER_PAGE))
    return change + _moves(t, one.id, view.at, view.of) + last


def _moves(t: Translator, question_id: int, at: int, of: int) -> Rows:
    up = [button(t("button.up"), QuestionMoved(question_id, at, True))] if at else []
    down = [button(t("button.down"), QuestionMoved(question_id, at, False))] if at + 1 < of else []
    return beside([*up, *down])


def which_central(t: Translator, view: QuestionView) -> Message:
    """The three central questions, as they are, to choose from."""
    one = view.question
    named = (_literally(t, each) for each in view.central.values())
    text = paragraphs(bold(literal(shortened(one.text, LONGEST))), t("question.which_central"), *named)
    chosen = [button(t.pick(each.short), CentralChosen(one.id, key)) for key, each in view.central.items()]
    back = button(t("button.back"), QuestionShown(one.id, CARD)) if one.has_begun else None
    return Message(text, column(*chosen, *([back] if back else [])))


def _literally(t: Translator, central: CentralQuestion) -> Markup:
    return lines(bold(t.pick(central.short)), t.pick(central.text), italic(t.original(central.text)))


def end(t: Translator, view: QuestionView) -> Message:
    """Whether one is sure."""
    one = view.question
    under = t.many("question.end_experiments", one.experiments) if one.experiments else NOTHING
    text = paragraphs(bold(literal(shortened(one.text, LONGEST))), t("question.end"), under, t("desk.can_reopen"))
    sure = button(t("button.end_sure"), QuestionEnded(one.id, True))
    return Message(text, column(sure, button(t("button.sure_not"), QuestionShown(one.id, CARD))))
