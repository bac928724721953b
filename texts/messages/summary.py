"""The summary of a round, for a practice's coordinators and the programme's managers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from programme.form import Option, Question
from programme.model import CentralQuestion
from rules.summary import Figures, Response
from rules.telling import Told
from rules.window_figures import HEARD_NOTHING, Window
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, length, shortened
from texts.layout import Rows, beside, bold, column, italic, lines, paragraphs
from texts.message import LIMIT, Message, button
from texts.messages import design_questions
from texts.messages.next_figures import NextFigures, next_figures
from texts.messages.responses import response_lines
from texts.messages.theme import LONGEST
from texts.messages.told import days, rows, untold, verdict
from texts.practice_list import practice_list
from texts.taps.export import ExportShown
from texts.taps.feedback import DraftTaken
from texts.taps.summary import (
    DigestSwitched,
    ExperimentStatesShown,
    PracticeReportShown,
    RemarksShown,
    SummaryPractices,
    SummaryShown,
    TrendShown,
)

#: The longest bar under a question.
BAR = 10


class SummaryView(Struct, frozen=True):
    """A practice's closed round and its neighbours; `figures` None when no round was closed yet.

    windows: those that were over with this round, oldest first, told or not; caregivers' figures are told of the last
    one that is. as_of: when the round closed, on the local clock, or else now.
    open_response: how far the open round is, if there is one. central, scale_options: by central key.
    statuses: the status question's options by key.
    mattered: the question whether anything changed, if the programme asks it.
    reminds: that caregivers heard nothing back for two rounds.
    comes_by_itself: whether the reader gets the next one unasked; None for who cannot choose.
    """

    practice_id: int
    practice: str
    round_id: int | None
    number: int | None
    opened_on: date | None
    closed_on: date | None
    figures: Figures | None
    windows: Sequence[Window]
    next_figures: NextFigures
    previous_round_id: int | None
    next_round_id: int | None
    open_response: Mapping[str, Response] | None
    open_closes_at: datetime | None
    central: Mapping[str, CentralQuestion]
    scale_options: Mapping[str, Sequence[Option]]
    statuses: Mapping[str, Option]
    as_of: datetime
    timezone: str
    manager: bool
    comes_by_itself: bool | None = None
    mattered: Question | None = None
    reminds: bool = False

    @property
    def coordinates(self) -> bool:
        """Whether the reader coordinates this practice."""
        return self.comes_by_itself is not None

    @property
    def told(self) -> Window | None:
        """The window whose figures are told."""
        return next((one for one in reversed(self.windows) if one.is_told), None)


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
        none_yet = t("summary.none_yet", practice=view.practice)
        yield paragraphs(none_yet, next_figures(t, view.next_figures), _open_now(t, view))
        return
    fixed = (_head(t, view, view.figures), *caregivers(t, view))
    state = view.figures.design_questions
    for detail in design_questions.from_long_to_short(t, state, view.central, view.statuses, view.as_of):
        yield paragraphs(*fixed, detail, _open_now(t, view), t("feedback.silent") if view.reminds else NOTHING)


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


def caregivers(t: Translator, view: SummaryView) -> Iterator[Markup]:
    """What was told last, under its days; and from when there are figures, unless the newest window was told."""
    if view.told:
        yield lines(t("summary.window", days=days(t, view.told)), _together(t, view.told))
        yield from _central(t, view, view.told)
        yield _heard(t, view, view.told)
        yield _mattered(t, view, view.told)
    elif view.windows:
        yield untold(t)
    if not view.windows or not view.windows[-1].is_told:
        yield next_figures(t, view.next_figures)


def _together(t: Translator, window: Window) -> Markup:
    return t("summary.together") if window.length > 1 else NOTHING


def _central(t: Translator, view: SummaryView, window: Window) -> Iterator[Markup]:
    """Each central question with its answers; once that they are not shown when none is."""
    if not any(window.told(key) for key in view.central):
        yield untold(t)
        return
    for key, question in view.central.items():
        found = window.told(key)
        answers = _answers(t, view, key, found) if found else untold(t)
        yield lines(bold(t.pick(question.text)), italic(t.original(question.text)), answers)


def _answers(t: Translator, view: SummaryView, key: str, found: Told) -> Markup:
    named = rows(t, found, view.scale_options[key])
    return lines(*_average(t, view, key, found), *(_bar(t, label, count, max(found.counts)) for label, count in named))


def _average(t: Translator, view: SummaryView, key: str, found: Told) -> Iterator[Markup]:
    if found.mean is not None:
        yield t("summary.average", mean=t.number(found.mean), most=len(found.counts))
    if view.told and (said := verdict(t, view.told, key)):
        yield said


def _bar(t: Translator, label: str, count: int, most: int) -> Markup:
    width = count if most <= BAR else -(-count * BAR // most)
    line = t("summary.option", label=label, count=count)
    return Markup(f"{line} {'▇' * width}".rstrip())


def _heard(t: Translator, view: SummaryView, window: Window) -> Markup:
    found = window.figures.heard if window.figures else None
    return lines(t("summary.heard"), *(_what_was_heard(t, view, found) if found else [untold(t)]))


def _mattered(t: Translator, view: SummaryView, window: Window) -> Markup:
    """Whether anything changed: only where it was asked, and is told."""
    found = window.figures.mattered if window.figures else None
    if not found or view.mattered is None:
        return NOTHING
    options = {option.key: t.pick(option.label) for option in view.mattered.options}
    each = (_bar(t, options.get(key, key), count, max(found.values())) for key, count in found.items())
    return lines(bold(t.pick(view.mattered.text)), *each)


def _what_was_heard(t: Translator, view: SummaryView, found: Mapping[str, int]) -> list[Markup]:
    heard = [(central, found[key]) for key, central in view.central.items() if found.get(key)]
    times = [t.many("summary.heard_times", n, question=t.pick(central.short)) for central, n in heard]
    return [*times, t("summary.heard_nothing", n=found[HEARD_NOTHING])]


def _buttons(t: Translator, view: SummaryView) -> Rows:
    steps = (("button.earlier_round", view.previous_round_id), ("button.later_round", view.next_round_id))
    rounds = beside(button(t(key), SummaryShown(view.practice_id, round_id)) for key, round_id in steps if round_id)
    other = column(button(t("button.other_practice"), SummaryPractices())) if view.manager else ()
    draft = column(button(t("button.take_draft"), DraftTaken(view.practice_id))) if view.reminds else ()
    return rounds + _closer(t, view) + other + draft + _digest(t, view)


def _closer(t: Translator, view: SummaryView) -> Rows:
    """What there is to see beside it. What people wrote is for their coordinator alone."""
    figures = [
        button(t("button.trend"), TrendShown(view.practice_id)),
        button(t("button.per_experiment"), ExperimentStatesShown(view.practice_id, 0)),
    ]
    remarks = [button(t("button.remarks"), RemarksShown(view.practice_id, 0))] if view.coordinates else []
    spreadsheet = button(t("button.spreadsheet"), ExportShown(view.practice_id))
    report = column(button(t("button.practice_report"), PracticeReportShown(view.practice_id)))
    return beside(figures) + beside([*remarks, spreadsheet]) + report if view.round_id else ()


def _digest(t: Translator, view: SummaryView) -> Rows:
    if view.comes_by_itself is None or view.round_id is None:
        return ()
    label = t("button.digest_off" if view.comes_by_itself else "button.digest_on")
    return column(button(label, DigestSwitched(view.practice_id, view.round_id, not view.comes_by_itself)))
