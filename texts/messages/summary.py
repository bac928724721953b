"""The summary of a round, for a practice's coordinators and the programme's managers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from programme.model import CentralQuestion, Option
from rules.access import Role
from rules.summary import Distribution, Figures, Response, change
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, length, shortened
from texts.layout import Rows, beside, bold, column, italic, lines, paragraphs
from texts.message import LIMIT, Message, button
from texts.messages import design_questions
from texts.messages.responses import response_lines
from texts.messages.theme import LONGEST
from texts.practice_list import practice_list
from texts.taps.export import ExportShown
from texts.taps.summary import (
    DigestSwitched,
    ExperimentStatesShown,
    RemarksShown,
    SummaryPractices,
    SummaryShown,
    TrendShown,
)

#: The longest bar under a question.
BAR = 10


@dataclass(frozen=True, slots=True)
class SummaryView:
    """A practice's closed round and its neighbours; `figures` None when no round was closed yet.

    open_response: how far the open round is, if there is one. central, scale_options: by central key.
    statuses: the status question's options by key. minimum_group: fewer answers than this stay hidden.
    comes_by_itself: whether the reader gets the next one unasked; None for who cannot choose.
    """

    practice_id: int
    practice: str
    round_id: int | None
    number: int | None
    opened_on: date | None
    closed_on: date | None
    figures: Figures | None
    previous: Figures | None
    previous_round_id: int | None
    next_round_id: int | None
    open_response: Mapping[str, Response] | None
    open_closes_at: datetime | None
    central: Mapping[str, CentralQuestion]
    scale_options: Mapping[str, Sequence[Option]]
    statuses: Mapping[str, Option]
    minimum_group: int
    now: datetime
    timezone: str
    manager: bool
    comes_by_itself: bool | None = None

    @property
    def coordinates(self) -> bool:
        """Whether the reader coordinates this practice."""
        return self.comes_by_itself is not None


def summary(t: Translator, view: SummaryView) -> Message:
    """The newest figures, within one message: of many experiments only so many are named as fit."""
    texts = _from_long_to_short(t, view)
    text = next(text for text in texts if length(text) <= LIMIT)
    return Message(text, _buttons(t, view), silent=True, protected=True)


def practices(t: Translator, options: Sequence[tuple[int, str]], page: int) -> Message:
    """The practices (id, name) a manager can choose from."""
    listed = practice_list(t, options, page, "summary", lambda key: SummaryShown(key, 0))
    return Message(t("summary.which_practice"), listed)


def _from_long_to_short(t: Translator, view: SummaryView) -> Iterator[Markup]:
    if view.figures is None:
        yield paragraphs(t("summary.none_yet", practice=view.practice), _open_now(t, view))
        return
    fixed = (_head(t, view, view.figures), *_central(t, view, view.figures), _heard(t, view, view.figures))
    state = view.figures.design_questions
    for detail in design_questions.from_long_to_short(t, state, view.central, view.statuses, view.now):
        yield paragraphs(*fixed, detail, _open_now(t, view))


def _head(t: Translator, view: SummaryView, figures: Figures) -> Markup:
    opened = t.day(view.opened_on) if view.opened_on else ""
    closed = t.day(view.closed_on) if view.closed_on else ""
    head = t("summary.head", practice=view.practice, number=view.number, opened=opened, closed=closed)
    theme = t("summary.theme", theme=shortened(figures.theme, LONGEST)) if figures.theme else NOTHING
    return lines(head, theme, response_lines(t, figures.response))


def _open_now(t: Translator, view: SummaryView) -> Markup:
    if view.open_response is None or view.open_closes_at is None:
        return NOTHING
    until = t.moment(view.open_closes_at, view.timezone)
    return lines(t("summary.open_now", until=until), response_lines(t, view.open_response))


def _central(t: Translator, view: SummaryView, figures: Figures) -> Iterator[Markup]:
    """Each central question with its answers; the reason once when there is nothing to show at all."""
    if not any(figures.central.values()):
        yield _hidden(t, view, figures)
        return
    for key, question in view.central.items():
        found = figures.central.get(key)
        answers = _answers(t, view, key, found) if found else _hidden(t, view, figures)
        yield lines(bold(t.pick(question.text)), italic(t.original(question.text)), answers)


def _hidden(t: Translator, view: SummaryView, figures: Figures) -> Markup:
    if figures.response.get(Role.CAREGIVER, Response()).answered == 0:
        return t("summary.no_answers")
    return t("summary.too_few", k=view.minimum_group)


def _answers(t: Translator, view: SummaryView, key: str, found: Distribution) -> Markup:
    rows = zip(view.scale_options[key], found.counts, strict=True)
    return lines(_average(t, view, key, found), *(_bar(t, option, count, max(found.counts)) for option, count in rows))


def _average(t: Translator, view: SummaryView, key: str, found: Distribution) -> Markup:
    before = view.previous.central.get(key) if view.previous else None
    difference = change(found, before)
    mean, most = t.number(found.mean), len(found.counts)
    if difference is None:
        return t("summary.average", mean=mean, most=most)
    return t("summary.average_changed", mean=mean, most=most, change=t.signed(difference))


def _bar(t: Translator, option: Option, count: int, most: int) -> Markup:
    width = count if most <= BAR else -(-count * BAR // most)
    line = t("summary.option", label=t.pick(option.label), count=count)
    return Markup(f"{line} {'▇' * width}".rstrip())


def _heard(t: Translator, view: SummaryView, figures: Figures) -> Markup:
    heard = [(central, figures.heard[key]) for key, central in view.central.items() if figures.heard.get(key)]
    times = [t.many("summary.heard_times", n, question=t.pick(question.short)) for question, n in heard]
    return lines(t("summary.heard"), *(times or [t("summary.heard_nothing")]))


def _buttons(t: Translator, view: SummaryView) -> Rows:
    steps = (("button.earlier_round", view.previous_round_id), ("button.later_round", view.next_round_id))
    rounds = beside(button(t(key), SummaryShown(view.practice_id, round_id)) for key, round_id in steps if round_id)
    other = column(button(t("button.other_practice"), SummaryPractices())) if view.manager else ()
    return rounds + _closer(t, view) + other + _digest(t, view)


def _closer(t: Translator, view: SummaryView) -> Rows:
    """What there is to see beside it. What people wrote is for their coordinator alone."""
    figures = [
        button(t("button.trend"), TrendShown(view.practice_id)),
        button(t("button.per_experiment"), ExperimentStatesShown(view.practice_id, 0)),
    ]
    remarks = [button(t("button.remarks"), RemarksShown(view.practice_id, 0))] if view.coordinates else []
    spreadsheet = button(t("button.spreadsheet"), ExportShown(view.practice_id))
    return beside(figures) + beside([*remarks, spreadsheet]) if view.round_id else ()


def _digest(t: Translator, view: SummaryView) -> Rows:
    if view.comes_by_itself is None or view.round_id is None:
        return ()
    label = t("button.digest_off" if view.comes_by_itself else "button.digest_on")
    return column(button(label, DigestSwitched(view.practice_id, view.round_id, not view.comes_by_itself)))
