"""Everything that a logbook says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from rules.experiment import Experiment
from rules.learning import CONFIDENCES, LONGEST, NEXT, Cycle, Expectation, Lesson, StatusSince
from tests.once import PROGRAMME
from tests.texts.text_views import CENTRAL, NOW, window
from texts.catalogue import Translator
from texts.message import Message
from texts.messages import logbook, logbook_asks, logbook_choices, logbook_versions, replies
from texts.messages.logbook import LogbookView

STATUSES = PROGRAMME.statuses()
SCALE = next(q for form in PROGRAMME.forms for q in form.questions if q.central == "samen").options


def logbook_messages(t: Translator, one: Experiment) -> Iterator[tuple[str, Message]]:
    """Each message at least once, by a name that begins with "logbook"."""
    empty = LogbookView(replace(one, central="samen"), (), (), (), (), STATUSES, None, (), "Europe/Amsterdam")
    full = _full(empty)
    asked = replace(full, cycles=(Cycle(1, 1, "stuck", NOW),))
    learnt = replace(full, cycles=(Cycle(1, 1, None, NOW, lessons=(Lesson(3, one.title, NOW),)),))
    yield "logbook: empty", logbook.book(t, empty)
    yield "logbook: full", logbook.book(t, full)
    yield "logbook: asked", logbook.book(t, asked)
    yield "logbook: learnt", logbook.book(t, learnt)
    yield "logbook: confidence", logbook_choices.confidence(t, full)
    yield "logbook: no confidence", logbook_choices.confidence(t, empty)
    yield "logbook: next", logbook_choices.next_step(t, asked)
    yield "logbook: nothing next", logbook_choices.next_step(t, full)
    yield "logbook: ready", logbook_choices.readiness(t, full)
    yield "logbook: versions", logbook_versions.versions(t, full)
    yield "logbook: no versions", logbook_versions.versions(t, empty)
    yield "logbook: version", logbook_versions.version(t, full, "expectation", 1)
    yield "logbook: lesson", logbook_versions.version(t, full, "lesson", 11)
    yield "logbook: version gone", logbook_versions.version(t, full, "lesson", 99)
    yield "logbook: asks", logbook_asks.asks(t, [one, one], STATUSES)


def _full(empty: LogbookView) -> LogbookView:
    """A long year, in the longest words."""
    days = [NOW - timedelta(weeks=weeks) for weeks in range(12, 0, -1)]
    sentence = (empty.experiment.title * LONGEST)[:LONGEST]
    return replace(
        empty,
        experiment=replace(empty.experiment, recommended_at=NOW, readiness=7),
        expectations=[Expectation(n, sentence, each, days[n]) for n, each in enumerate((*CONFIDENCES, None))],
        history=[StatusSince(status, day) for status, day in zip(STATUSES, days, strict=False)],
        cycles=[
            Cycle(n, n + 1, "stuck", days[n], each, days[n], (Lesson(n + 10, sentence, days[n]),))
            for n, each in enumerate(NEXT)
        ],
        windows=[window()] * 6,
        central=CENTRAL["samen"],
        scale=SCALE,
    )


def reply_messages(t: Translator, text: str) -> Iterator[tuple[str, Message]]:
    """An answer to remarks, from the question to what every caregiver gets."""
    yield "reply: question", replies.question(t)
    yield "reply", replies.reply(t, text)
    yield "reply: approved", replies.draft(t, text, 3, (), approved=True)
    asking = str(t("reply.phrases")).partition("\n")[0]
    said = f"{asking} www.voorbeeld.example {text} een twee drie vier vijf"
    yield "reply: draft", replies.draft(t, said, 3, ["Een, twee, drie, vier, vijf!"], approved=False)
