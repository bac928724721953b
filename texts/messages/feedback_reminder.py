"""A coordinator who said nothing back for two rounds is reminded, with a draft ready."""

from collections.abc import Mapping, Sequence

from programme.model import Option
from rules.experiment import Experiment
from texts.catalogue import Translator
from texts.escaping import literal, plain, shortened
from texts.layout import column, paragraphs
from texts.message import Message, button
from texts.messages.feedback import LONGEST
from texts.messages.status import status as in_words
from texts.taps.feedback import DraftTaken

#: So many experiments are named, with so much of their titles.
NAMED, TITLE = 3, 60


def reminder(t: Translator, practice_id: int, draft: str) -> Message:
    """What caregivers could hear, as a beginning."""
    begin = button(t("button.take_draft"), DraftTaken(practice_id))
    return Message(paragraphs(t("feedback.silent"), literal(draft), t("feedback.silent_how")), column(begin))


def ready_draft(t: Translator, running: Sequence[Experiment], statuses: Mapping[str, Option]) -> str:
    """A first version in plain words, out of what the practice tries and how that stands."""
    reported = [(one.title, one.status) for one in running if one.status is not None][:NAMED]
    each = (
        t("feedback.draft_experiment", title=shortened(title, TITLE), status=in_words(t, statuses, status))
        for title, status in reported
    )
    named = ", ".join(map(plain, each))
    text = t("feedback.draft_trying", experiments=named) if named else t("feedback.draft_read")
    return plain(text)[:LONGEST]
