"""Closing the loop: what everybody said last time, and what was done with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from programme.model import CentralQuestion, Option
from rules.access import Role
from rules.summary import Distribution, Figures
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, literal, shortened
from texts.layout import column, lines, paragraphs
from texts.message import Message, button
from texts.taps.feedback import FeedbackDecided

#: It goes out with a check-in: whoever is tired should read it to the end.
LONGEST = 500


@dataclass(frozen=True, slots=True)
class LookBackView:
    """The round before as its snapshot has it (None: there was none), and the coordinator's words, if any.

    central, scale_options: by central key. minimum_group: fewer answers than this stay hidden.
    """

    figures: Figures | None
    feedback: str | None
    central: Mapping[str, CentralQuestion]
    scale_options: Mapping[str, Sequence[Option]]
    minimum_group: int


def look_back(t: Translator, view: LookBackView) -> Message:
    """As everybody gets it just before a check-in: without a sound."""
    return Message(_words(t, view), silent=True)


def question(t: Translator) -> Message:
    """A coordinator is asked to write it."""
    return Message(t("feedback.question"))


def preview(t: Translator, view: LookBackView, practice_id: int, *, approved: bool) -> Message:
    """As everybody will get it, before anybody does."""
    send = () if approved else column(button(t("button.send_feedback"), FeedbackDecided(practice_id, True)))
    drop = column(button(t("button.drop_feedback"), FeedbackDecided(practice_id, False)))
    head = t("feedback.approved") if approved else t("feedback.draft")
    return Message(paragraphs(head, _words(t, view), t("feedback.rewrite")), send + drop)


def _words(t: Translator, view: LookBackView) -> Markup:
    did = lines(t("look_back.did"), literal(shortened(view.feedback, LONGEST))) if view.feedback else NOTHING
    return paragraphs(_said(t, view) if view.figures else NOTHING, did)


def _said(t: Translator, view: LookBackView) -> Markup:
    assert view.figures is not None
    found = list(_answers(t, view, view.figures)) or [t("summary.too_few", k=view.minimum_group)]
    response = view.figures.response.get(Role.CAREGIVER)
    took_part = t("look_back.response", answered=response.answered, eligible=response.eligible) if response else NOTHING
    return lines(t("look_back.said"), took_part, *found)


def _answers(t: Translator, view: LookBackView, figures: Figures) -> Iterator[Markup]:
    for key, central in view.central.items():
        found = figures.central.get(key)
        if found:
            yield _most_chosen(t, central, view.scale_options[key], found)


def _most_chosen(t: Translator, central: CentralQuestion, options: Sequence[Option], found: Distribution) -> Markup:
    most = max(found.counts)
    label = t.pick(options[found.counts.index(most)].label)
    return t("look_back.answer", question=t.pick(central.short), count=most, n=found.n, label=label)
