"""What a coordinator chooses in a logbook: how much confidence, what next, how ready for others."""

from rules.learning import CONFIDENCES, NEXT, READINESS
from texts.catalogue import Translator
from texts.layout import column, paragraphs
from texts.message import Button, Message, button
from texts.messages.logbook import BOOK, LogbookView, book, cycle, expected, head
from texts.taps.logbook import ConfidenceChosen, LogbookShown, NextChosen, ReadinessChosen


def confidence(t: Translator, view: LogbookView) -> Message:
    """How much confidence there is in the newest version."""
    if not view.expectations:
        return book(t, view)
    one, experiment_id = view.expectations[-1], view.experiment.id
    each = (button(t(f"confidence.{key}"), ConfidenceChosen(experiment_id, one.id, key)) for key in CONFIDENCES)
    skip = button(t("button.skip"), LogbookShown(experiment_id, BOOK))
    return Message(paragraphs(head(t, view), expected(t, view), t("logbook.confidence")), column(*each, skip))


def next_step(t: Translator, view: LogbookView) -> Message:
    """What to do next, at the end of a cycle."""
    last = view.cycles[-1] if view.cycles else None
    if last is None or last.next is not None:
        return book(t, view)
    one = view.experiment.id
    each = (button(t(f"button.next_{key}"), NextChosen(one, last.id, key)) for key in NEXT)
    text = paragraphs(head(t, view), cycle(t, view, last), t("logbook.next"), t("logbook.recommend_means"))
    return Message(text, column(*each, _back(t, one)))


def readiness(t: Translator, view: LogbookView) -> Message:
    """How ready it is for others, in rows of two."""
    one = view.experiment.id
    each = [button(t("button.readiness", n=n), ReadinessChosen(one, n)) for n in READINESS]
    pairs = tuple(zip(each[::2], each[1::2], strict=True))
    return Message(paragraphs(head(t, view), t("logbook.ready")), pairs + column(_back(t, one)))


def _back(t: Translator, experiment_id: int) -> Button:
    return button(t("button.back"), LogbookShown(experiment_id, BOOK))
