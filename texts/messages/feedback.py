"""Closing the loop: what everybody said last time, and what was done with it."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from programme.form import Option
from programme.model import CentralQuestion
from rules.seen import fingerprint
from rules.telling import Told
from rules.window_figures import Window
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, literal, shortened
from texts.layout import column, in_a_row, lines, paragraphs
from texts.message import Message, button
from texts.messages.told import days, rows, verdict
from texts.taps.feedback import FeedbackDecided

#: It goes out with a check-in: whoever is tired should read it to the end.
LONGEST = 500


class LookBackView(Struct, frozen=True):
    """The window that was told just before (None: none was), and the coordinator's words, if any.

    central, scale_options: by central key.
    """

    window: Window | None
    feedback: str | None
    central: Mapping[str, CentralQuestion]
    scale_options: Mapping[str, Sequence[Option]]


def look_back(t: Translator, view: LookBackView) -> Message:
    """As everybody gets it just before a check-in: without a sound."""
    return Message(_words(t, view), silent=True)


def question(t: Translator) -> Message:
    """A coordinator is asked to write it."""
    return Message(t("feedback.question"))


def preview(t: Translator, view: LookBackView, practice_id: int, *, approved: bool) -> Message:
    """As everybody will get it, before anybody does."""
    seen = fingerprint(view.feedback or "")
    send = () if approved else column(button(t("button.send_feedback"), FeedbackDecided(practice_id, seen, True)))
    drop = column(button(t("button.drop_feedback"), FeedbackDecided(practice_id, seen, False)))
    head = t("feedback.approved") if approved else t("feedback.draft")
    return Message(paragraphs(head, _words(t, view), t("feedback.rewrite")), send + drop)


def _words(t: Translator, view: LookBackView) -> Markup:
    did = lines(t("look_back.did"), literal(shortened(view.feedback, LONGEST))) if view.feedback else NOTHING
    return paragraphs(_said(t, view, view.window) if view.window else NOTHING, did)


def _said(t: Translator, view: LookBackView, window: Window) -> Markup:
    when = t("look_back.days", days=days(t, window))
    told = [(key, found) for key in view.central if (found := window.told(key))]
    each = (in_a_row(_answers(t, view, key, found), verdict(t, window, key)) for key, found in told)
    return lines(t("look_back.said"), when, *each)


def _answers(t: Translator, view: LookBackView, key: str, found: Told) -> Markup:
    question = t.pick(view.central[key].short)
    most = max(found.counts)
    chosen = [label for label, count in rows(t, found, view.scale_options[key]) if count == most]
    if len(chosen) > 1:
        return t("look_back.answers", question=question, count=most, n=found.n, labels=Markup("”, “").join(chosen))
    return t("look_back.answer", question=question, count=most, n=found.n, label=chosen[0])
