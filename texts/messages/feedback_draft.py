"""A first version of what a coordinator can say back, ready for who said nothing for two rounds."""

from collections.abc import Mapping, Sequence

from programme.form import Option
from rules.experiment import Experiment
from texts.catalogue import Translator
from texts.escaping import plain, shortened
from texts.messages.feedback import LONGEST
from texts.messages.status import status as in_words

#: So many experiments are named, with so much of their titles.
NAMED, TITLE = 3, 60


def ready_draft(t: Translator, running: Sequence[Experiment], statuses: Mapping[str, Option]) -> str:
    """In plain words, out of what the practice tries and how that stands."""
    reported = [(one.title, one.status) for one in running if one.status is not None][:NAMED]
    each = (
        t("feedback.draft_experiment", title=shortened(title, TITLE), status=in_words(t, statuses, status))
        for title, status in reported
    )
    named = ", ".join(map(plain, each))
    text = t("feedback.draft_trying", experiments=named) if named else t("feedback.draft_read")
    return plain(text)[:LONGEST]
