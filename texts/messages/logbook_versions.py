"""Every version of a logbook's sentences, each of which can be removed whole."""

from collections.abc import Iterator

from rules.learning import Expectation, Lesson
from texts.catalogue import Translator
from texts.layout import column, lines, paragraphs
from texts.message import Button, Message, button
from texts.messages.logbook import BOOK, VERSIONS, LogbookView, head, quoted
from texts.taps.logbook import LogbookShown, VersionRemoved, VersionShown

EXPECTATION, LESSON = "expectation", "lesson"
#: So many of the newest fit the buttons of one look.
MOST = 20


def versions(t: Translator, view: LogbookView) -> Message:
    """Their days, the newest first: on a button no sentence would be forgotten with its version."""
    each = list(_buttons(t, view))[:MOST]
    back = button(t("button.back"), LogbookShown(view.experiment.id, BOOK))
    return Message(paragraphs(head(t, view), t("logbook.versions" if each else "desk.none")), column(*each, back))


def _buttons(t: Translator, view: LogbookView) -> Iterator[Button]:
    for kind, one in newest_first(view):
        label = t(f"logbook.{kind}_of", day=view.day(t, one.said_at))
        yield button(label, VersionShown(view.experiment.id, kind, one.id))


def newest_first(view: LogbookView) -> list[tuple[str, Expectation | Lesson]]:
    """(kind, version) of every sentence."""
    expected: list[tuple[str, Expectation | Lesson]] = [(EXPECTATION, one) for one in view.expectations]
    learnt: list[tuple[str, Expectation | Lesson]] = [(LESSON, one) for each in view.cycles for one in each.lessons]
    return sorted(expected + learnt, key=lambda each: each[1].said_at, reverse=True)


def version(t: Translator, view: LogbookView, kind: str, version_id: int) -> Message:
    """One of them, whole; all of them when it is gone."""
    one = next((one for each, one in newest_first(view) if (each, one.id) == (kind, version_id)), None)
    if one is None:
        return versions(t, view)
    said = lines(t(f"logbook.{kind}_of", day=view.day(t, one.said_at)), quoted(one.text))
    text = paragraphs(head(t, view), said, t("logbook.remove"))
    sure = button(t("button.remove_version"), VersionRemoved(view.experiment.id, kind, version_id))
    return Message(text, column(sure, button(t("button.back"), LogbookShown(view.experiment.id, VERSIONS))))
