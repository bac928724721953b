"""*Per experiment*: how the experiments of a design question stand, and how they stood before."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from programme.form import Option
from programme.model import CentralQuestion
from rules.asked import Asked
from rules.summary import DesignQuestionState, ExperimentState, RoundFigures
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, literal, shortened
from texts.layout import beside, column, lines, paragraphs
from texts.message import Message, button
from texts.messages.status import status as in_words
from texts.taps.summary import ExperimentStatesShown, SummaryShown

#: Characters shown of a design question, and of an experiment's title.
QUESTION, TITLE = 300, 80
#: So many experiments fit a message with their past.
NAMED = 12


class ExperimentsView(Struct, frozen=True):
    """A practice's running design questions, and its last closed rounds (oldest first). now: on the local clock.

    asked: in which words each time was told.
    """

    practice_id: int
    practice: str
    design_questions: Sequence[DesignQuestionState]
    rounds: Sequence[RoundFigures]
    central: Mapping[str, CentralQuestion]
    statuses: Mapping[str, Option]
    asked: Asked
    now: datetime


def experiment_states(t: Translator, view: ExperimentsView, page: int) -> Message:
    """One design question on a page, from 0."""
    back = column(button(t("button.to_summary"), SummaryShown(view.practice_id, 0)))
    if not view.design_questions:
        return Message(lines(t("summary.experiments"), t("summary.no_experiments")), back)
    last = len(view.design_questions) - 1
    page = min(page, last)
    before = [button(t("button.page_before"), ExperimentStatesShown(view.practice_id, page - 1))] if page else []
    after = [button(t("button.page_after"), ExperimentStatesShown(view.practice_id, page + 1))] if page < last else []
    shown = view.design_questions[page]
    head = t("experiment_states.head", practice=view.practice, number=page + 1, of=last + 1)
    named = (_experiment(t, view, one) for one in shown.experiments[:NAMED])
    left = len(shown.experiments) - NAMED
    more = t.many("summary.more_experiments", left) if left > 0 else NOTHING
    none = NOTHING if shown.experiments else t("summary.no_experiment")
    text = paragraphs(lines(head, _question(t, view, shown)), *named, more, none)
    return Message(text, beside([*before, *after]) + back, protected=True)


def _question(t: Translator, view: ExperimentsView, shown: DesignQuestionState) -> Markup:
    served = t.pick(view.central[shown.central].short) if shown.central in view.central else literal(shown.central)
    return t("summary.design_question", question=shortened(shown.text, QUESTION), central=served)


def _experiment(t: Translator, view: ExperimentsView, one: ExperimentState) -> Markup:
    days, title = one.days_silent(view.now), shortened(one.title, TITLE)
    if one.status is None or days is None:
        now = t("summary.experiment_unreported", title=title)
    else:
        now = t("summary.experiment", title=title, status=in_words(t, view.statuses, one.status), ago=t.ago(days))
    return lines(now, *_before(t, view, one))


def _before(t: Translator, view: ExperimentsView, one: ExperimentState) -> list[Markup]:
    """What it was at the end of each round, as far as it went by this title then."""
    past = [(each, _then(each, one.title)) for each in view.rounds]
    return [
        t("experiment_states.before", number=each.number, status=in_words(t, view.asked.statuses(each.over_at), status))
        for each, status in past
        if status
    ]


def _then(each: RoundFigures, title: str) -> str | None:
    known = (e for question in each.figures.design_questions for e in question.experiments)
    return next((e.status for e in known if e.title == title), None)
