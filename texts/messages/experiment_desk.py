"""The experiments of a practice, for who looks after them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from programme.form import Option
from rules.design_question import LONGEST, DesignQuestion
from rules.experiment import LONGEST_TITLE, Experiment
from rules.rewording import Rewording
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, literal, shortened
from texts.layout import Rows, beside, bold, column, italic, lines, paragraphs
from texts.message import Button, Message, button
from texts.messages.design_questions import QUESTION
from texts.messages.question_desk import label, numbered
from texts.messages.rewording import was, way_back
from texts.messages.status import status as in_words
from texts.paging import turn_pages
from texts.taps.experiments import (
    ExperimentEnded,
    ExperimentMoved,
    ExperimentPlaced,
    ExperimentShown,
    ExperimentsShown,
    OwnExperimentsShown,
    PlacesShown,
    RenamingAsked,
    StatusChosen,
)
from texts.taps.logbook import LogbookShown

#: What can be seen of one.
CARD, STATUS, END, EXPECT = "card", "status", "end", "expect"
Statuses = Mapping[str, Option]


class ExperimentsView(Struct, frozen=True):
    """A page of a practice's experiments, running or ended.

    ended: how many have ended, for who sees the running ones; None for who sees the ended ones.
    own_membership: of who works on experiments as well.
    """

    practice_id: int
    practice: str
    found: Sequence[Experiment]
    statuses: Statuses
    page: int
    ended: int | None
    own_membership: int | None = None


class ExperimentView(Struct, frozen=True):
    """An experiment; at: its place under its design question from 0, of so many; page: in the practice's list.

    now: on the practice's clock. before: its last renaming, while that can be taken back.
    """

    experiment: Experiment
    statuses: Statuses
    at: int
    of: int
    page: int
    now: datetime
    before: Rewording | None = None


def experiments(t: Translator, view: ExperimentsView) -> Message:
    """Those of this page by design question, each a button."""
    head = t("experiments.head" if view.ended is not None else "experiments.ended_head", practice=view.practice)
    shown = numbered(view.found, view.page)
    text = paragraphs(head, *(_by_question(t, shown, view.statuses) if shown else [t("desk.none")]))
    each = column(*(button(label(t, number, one.title), ExperimentShown(one.id, CARD)) for number, one in shown))
    pages = turn_pages(t, view.found, view.page, lambda to: ExperimentsShown(view.practice_id, to, view.ended is None))
    return Message(text, each + pages + column(*_beside(t, view)))


def _by_question(t: Translator, shown: Sequence[tuple[int, Experiment]], statuses: Statuses) -> Iterator[Markup]:
    for _, together in groupby(shown, lambda each: each[1].design_question_id):
        group = list(together)
        question = italic(literal(shortened(group[0][1].question, QUESTION)))
        yield lines(question, *(_line(t, number, one, statuses) for number, one in group))


def _line(t: Translator, number: int, one: Experiment, statuses: Statuses) -> Markup:
    title = shortened(one.title, LONGEST_TITLE)
    return t("experiments.line", number=number, title=title, status=_status(t, one, statuses))


def _status(t: Translator, one: Experiment, statuses: Statuses) -> Markup:
    if one.status is None:
        return t("experiment.no_status")
    return in_words(t, statuses, one.status)


def _beside(t: Translator, view: ExperimentsView) -> Iterator[Button]:
    if view.ended is None:
        yield _all(t, view.practice_id, 0)
        return
    yield button(t("button.add_experiment"), PlacesShown(view.practice_id, 0, 0))
    if view.own_membership is not None:
        yield button(t("button.own_experiments"), OwnExperimentsShown(view.own_membership))
    if view.ended:
        yield button(t("button.ended", n=view.ended), ExperimentsShown(view.practice_id, 0, True))


def _all(t: Translator, practice_id: int, page: int) -> Button:
    return button(t("button.all_experiments"), ExperimentsShown(practice_id, page, False))


def card(t: Translator, view: ExperimentView) -> Message:
    """One experiment, and what can be done with it."""
    one = view.experiment
    question = t("experiment.question", question=shortened(one.question, LONGEST))
    text = paragraphs(lines(_title(one), was(t, view.before)), question, _reported(t, view), _standing(t, view))
    return Message(text, _doing(t, view))


def expect(t: Translator, view: ExperimentView) -> Message:
    """The card of a new one, with what the next typed text answers: what is expected of it."""
    shown, skip = card(t, view), button(t("button.skip"), LogbookShown(view.experiment.id, "book"))
    return replace(shown, text=paragraphs(shown.text, t("note.expectation_asked")), rows=column(skip) + shown.rows)


def _title(one: Experiment) -> Markup:
    return bold(literal(shortened(one.title, LONGEST_TITLE)))


def _reported(t: Translator, view: ExperimentView) -> Markup:
    one = view.experiment
    status = _status(t, one, view.statuses)
    known = t("experiment.status", status=status)
    if one.status and one.reported_at:
        days = (view.now.date() - one.reported_at.astimezone(view.now.tzinfo).date()).days
        known = t("experiment.reported", status=status, ago=t.ago(days))
    workers = t.many("experiment.workers", one.workers) if one.workers else t("experiment.nobody")
    return lines(known, workers)


def _standing(t: Translator, view: ExperimentView) -> Markup:
    one = view.experiment
    if one.ended_at:
        return t("desk.ended_on", day=t.long_day(one.ended_at.astimezone(view.now.tzinfo).date()))
    if one.question_ended_at:
        return t("experiment.question_ended")
    status = view.statuses.get(one.status or "")
    return t("experiment.still_asked") if status and status.ends else NOTHING


def _doing(t: Translator, view: ExperimentView) -> Rows:
    one = view.experiment
    elsewhere = button(t("button.other_question"), PlacesShown(one.practice_id, one.id, 0))
    if not one.is_running:
        again = button(t("button.reopen"), ExperimentEnded(one.id, False)) if one.ended_at else elsewhere
        return column(_logbook(t, one), again, button(t("button.back"), ExperimentsShown(one.practice_id, 0, True)))
    status, book = button(t("button.set_status"), ExperimentShown(one.id, STATUS)), _logbook(t, one)
    change = column(book, status, button(t("button.rename"), RenamingAsked(one.id))) + way_back(t, view.before)
    end = button(t("button.end"), ExperimentShown(one.id, END))
    return change + column(elsewhere) + _moves(t, view) + column(end, _all(t, one.practice_id, view.page))


def _logbook(t: Translator, one: Experiment) -> Button:
    return button(t("button.logbook"), LogbookShown(one.id, "book"))


def _moves(t: Translator, view: ExperimentView) -> Rows:
    one, at = view.experiment.id, view.at
    up = [button(t("button.up"), ExperimentMoved(one, at, True))] if at else []
    down = [button(t("button.down"), ExperimentMoved(one, at, False))] if at + 1 < view.of else []
    return beside([*up, *down])


def which_status(t: Translator, view: ExperimentView) -> Message:
    """The answers that participants can give as well."""
    one = view.experiment
    each = [button(t.pick(option.label), StatusChosen(one.id, key)) for key, option in view.statuses.items()]
    back = button(t("button.back"), ExperimentShown(one.id, CARD))
    return Message(paragraphs(_title(one), t("experiment.which_status")), column(*each, back))


def end(t: Translator, view: ExperimentView) -> Message:
    """Whether one is sure."""
    one = view.experiment
    text = paragraphs(_title(one), t("experiment.end"), t("desk.can_reopen"))
    sure = button(t("button.end_sure"), ExperimentEnded(one.id, True))
    return Message(text, column(sure, button(t("button.sure_not"), ExperimentShown(one.id, CARD))))


def which_question(
    t: Translator, practice_id: int, found: Sequence[DesignQuestion], experiment: Experiment | None, page: int
) -> Message:
    """The design questions that this experiment, or a new one, can come under."""
    if not found:
        return Message(t("experiments.no_question"))
    experiment_id = experiment.id if experiment else 0
    shown = numbered(found, page)
    named = (t("button.numbered", number=number, label=shortened(one.text, QUESTION)) for number, one in shown)
    head = t("experiments.which_question")
    each = (button(label(t, number, one.text), ExperimentPlaced(experiment_id, one.id)) for number, one in shown)
    pages = turn_pages(t, found, page, lambda to: PlacesShown(practice_id, experiment_id, to))
    back = button(t("button.back"), ExperimentShown(experiment_id, CARD)) if experiment else _all(t, practice_id, 0)
    return Message(
        paragraphs(_title(experiment) if experiment else NOTHING, head, *named), column(*each) + pages + column(back)
    )
