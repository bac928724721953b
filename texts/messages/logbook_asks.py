"""The morning after a round: which experiments wait for a look back."""

from collections.abc import Mapping, Sequence

from programme.form import Option
from rules.experiment import LONGEST_TITLE, Experiment
from texts.catalogue import Translator
from texts.escaping import shortened
from texts.layout import column, lines, paragraphs
from texts.message import Message, button
from texts.messages.logbook import BOOK
from texts.messages.question_desk import label
from texts.messages.status import status as in_words
from texts.paging import PER_PAGE
from texts.taps.experiments import ExperimentsShown
from texts.taps.logbook import LogbookShown


def asks(t: Translator, waiting: Sequence[Experiment], statuses: Mapping[str, Option]) -> Message:
    """waiting: not none; so many as fit are named, the others are among all experiments."""
    shown = list(enumerate(waiting[:PER_PAGE], 1))
    each = (
        t(
            "experiments.line",
            number=number,
            title=shortened(one.title, LONGEST_TITLE),
            status=in_words(t, statuses, one.status or ""),
        )
        for number, one in shown
    )
    buttons = (button(label(t, number, one.title), LogbookShown(one.id, BOOK)) for number, one in shown)
    left = button(t("button.all_experiments"), ExperimentsShown(waiting[0].practice_id, 0, False))
    more = column(left) if len(waiting) > len(shown) else ()
    text = paragraphs(t("logbook.asks"), lines(*each), t("logbook.asks_why"))
    return Message(text, column(*buttons) + more, protected=True)
