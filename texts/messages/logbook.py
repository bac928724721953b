"""*Logboek*: what a practice expected of an experiment, tried and learnt, under each other."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from programme.form import Option
from programme.model import CentralQuestion
from rules.asked import Asked
from rules.experiment import LONGEST_TITLE, Experiment
from rules.learning import LONGEST, Cycle, Expectation, StatusSince, stage
from rules.window_figures import Window
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, length, literal, shortened
from texts.layout import Rows, column, lines, paragraphs
from texts.message import LIMIT, Button, Message, button
from texts.messages.experiment_desk import CARD
from texts.messages.status import status as in_words
from texts.messages.told import in_a_line
from texts.taps.elsewhere import ElsewhereShown
from texts.taps.experiments import ExperimentShown
from texts.taps.logbook import ExpectationAsked, LessonAsked, LogbookShown, RecommendationEnded

#: What can be seen of one.
SCREENS = BOOK, CONFIDENCE, NEXT_STEP, READY, VERSIONS = "book", "confidence", "next", "ready", "versions"
#: So many of the newest statuses, windows and cycles: fewer when they are long.
SHOWN = (6, 3, 1)


class LogbookView(Struct, frozen=True):
    """An experiment with all that was written down of it, the oldest first.

    central: its central question; None for a question that serves none. asked: in which words each time was told.
    came_true: what participants can say of whether it did.
    windows: the practice's closed ones, told or not.
    """

    experiment: Experiment
    expectations: Sequence[Expectation]
    history: Sequence[StatusSince]
    cycles: Sequence[Cycle]
    windows: Sequence[Window]
    statuses: Mapping[str, Option]
    central: CentralQuestion | None
    asked: Asked
    timezone: str
    came_true: Sequence[Option] = ()

    def day(self, t: Translator, at: datetime) -> str:
        """A moment's day on the practice's clock."""
        return t.long_day(at.astimezone(ZoneInfo(self.timezone)).date())


def book(t: Translator, view: LogbookView) -> Message:
    """All of it, the newest of each."""
    texts = (_whole(t, view, most) for most in SHOWN)
    text = next(text for text in texts if length(text) <= LIMIT)
    return Message(text, _doing(t, view), protected=True)


def _whole(t: Translator, view: LogbookView, most: int) -> Markup:
    return paragraphs(
        head(t, view),
        expected(t, view),
        _history(t, view, most),
        _figures(t, view, most),
        *(cycle(t, view, one) for one in view.cycles[-most:]),
        _recommended(t, view),
    )


def head(t: Translator, view: LogbookView) -> Markup:
    return t("logbook.head", title=shortened(view.experiment.title, LONGEST_TITLE))


def expected(t: Translator, view: LogbookView) -> Markup:
    """What is expected now, since when, and with how much confidence."""
    if not view.expectations:
        return t("logbook.no_expectation")
    one = view.expectations[-1]
    confidence = t(f"confidence.{one.confidence}") if one.confidence else NOTHING
    return lines(t("logbook.expectation", day=view.day(t, one.said_at)), quoted(one.text), confidence)


def quoted(text: str) -> Markup:
    return Markup(f"<blockquote>{literal(shortened(text, LONGEST))}</blockquote>")


def _history(t: Translator, view: LogbookView, most: int) -> Markup:
    if not view.history:
        return NOTHING
    each = (
        t("logbook.status", day=view.day(t, one.since), status=in_words(t, view.asked.statuses(one.since), one.status))
        for one in view.history[-most:]
    )
    return lines(t("logbook.history"), *each)


def _figures(t: Translator, view: LogbookView, most: int) -> Markup:
    """What caregivers answered to the central question meanwhile, as far as it is told."""
    if view.central is None or not view.windows:
        return NOTHING
    key = view.central.key
    told = [(window, view.asked.options(window).get(key, ())) for window in view.windows[-most:]]
    each = (in_a_line(t, window, key, options) for window, options in told)
    return lines(t("logbook.figures", question=t.pick(view.central.short)), *each)


def cycle(t: Translator, view: LogbookView, one: Cycle) -> Markup:
    looked = t("logbook.cycle", number=one.number, day=view.day(t, one.opened_at))
    why = (
        t("experiment.status", status=in_words(t, view.asked.statuses(one.opened_at), one.status))
        if one.status
        else NOTHING
    )
    learnt = quoted(one.lesson.text) if one.lesson else t("logbook.no_lesson")
    return lines(looked, why, _outcome(t, view, one), learnt, _decided(t, view, one))


def _outcome(t: Translator, view: LogbookView, one: Cycle) -> Markup:
    said = next((option for option in view.came_true if option.key == one.outcome), None)
    return t("logbook.outcome", outcome=t.pick(said.label)) if said else NOTHING


def _decided(t: Translator, view: LogbookView, one: Cycle) -> Markup:
    if one.next is None or one.decided_at is None:
        return NOTHING
    return t("logbook.decided", day=view.day(t, one.decided_at), next=t(f"next.{one.next}"))


def _recommended(t: Translator, view: LogbookView) -> Markup:
    one = view.experiment
    if one.recommended_at is None:
        return NOTHING
    ready = t("logbook.readiness", n=one.readiness) if one.readiness else NOTHING
    return lines(t("logbook.recommended", day=view.day(t, one.recommended_at)), ready)


def _doing(t: Translator, view: LogbookView) -> Rows:
    one = view.experiment.id
    expect = button(t("button.new_expectation" if view.expectations else "button.expect"), ExpectationAsked(one))
    texts = view.expectations or any(each.lessons for each in view.cycles)
    versions = [button(t("button.versions"), LogbookShown(one, VERSIONS))] if texts else []
    back = button(t("button.back"), ExperimentShown(one, CARD))
    return column(expect, *_looking_back(t, view), *_help(t, view)) + _recommending(t, view) + column(*versions, back)


def _looking_back(t: Translator, view: LogbookView) -> Iterator[Button]:
    one, last = view.experiment.id, view.cycles[-1] if view.cycles else None
    if last and last.lesson:
        yield button(t("button.learnt_otherwise"), LessonAsked(one, last.id))
    at = stage(view.cycles)
    if last and at == "asked":
        yield button(t("button.learnt"), LessonAsked(one, last.id))
    if last and at in ("asked", "learnt"):
        yield button(t("button.next_step"), LogbookShown(one, NEXT_STEP))
    else:
        yield button(t("button.look_back"), LessonAsked(one, 0))


def _help(t: Translator, view: LogbookView) -> list[Button]:
    """For one that is stuck: what helped others."""
    status = view.statuses.get(view.experiment.status or "")
    return (
        [button(t("button.elsewhere"), ElsewhereShown(view.experiment.id, 0))] if status and status.seeks_help else []
    )


def _recommending(t: Translator, view: LogbookView) -> Rows:
    one = view.experiment
    if one.recommended_at is None:
        return ()
    ready = button(t("button.ready"), LogbookShown(one.id, READY))
    return column(ready, button(t("button.recommend_not"), RecommendationEnded(one.id)))
