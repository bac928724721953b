"""Everything that a logbook says."""

from collections.abc import Iterator
from datetime import timedelta

from msgspec.structs import replace

from rules.address import Address
from rules.asked import Asked
from rules.experience_card import FIELDS
from rules.experiment import Experiment
from rules.learning import CONFIDENCES, LONGEST, NEXT, Cycle, Expectation, Lesson, StatusSince
from rules.own_line import ROUNDS, OwnAnswer, OwnLine
from tests.once import PROGRAMME
from tests.texts.text_views import CENTRAL, NOW, figures, summary_view, window
from texts.catalogue import Translator
from texts.message import File, Message
from texts.messages import (
    elsewhere,
    feedback_draft,
    logbook,
    logbook_asks,
    logbook_choices,
    logbook_versions,
    own_line,
    replies,
    summary,
)
from texts.messages.experience_card import CardView
from texts.messages.logbook import LogbookView

STATUSES, ASKED = PROGRAMME.statuses(), Asked(PROGRAMME, {})
CAME_TRUE = next(one for form in PROGRAMME.forms for one in form.questions if one.expected).options
SCALE = next(q for form in PROGRAMME.forms for q in form.questions if q.central == "samen").options


def logbook_messages(t: Translator, one: Experiment) -> Iterator[tuple[str, Message]]:
    """Each message at least once, by a name that begins with "logbook"."""
    empty = LogbookView(replace(one, central="samen"), (), (), (), (), STATUSES, None, ASKED, "Europe/Amsterdam")
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
            Cycle(n, n + 1, "stuck", days[n], each, days[n], (Lesson(n + 10, sentence, days[n]),), "as_expected", NOW)
            for n, each in enumerate(NEXT)
        ],
        windows=[window()] * 6,
        central=CENTRAL["samen"],
        came_true=CAME_TRUE,
        asked=ASKED,
    )


def reply_messages(t: Translator, text: str) -> Iterator[tuple[str, Message]]:
    """An answer to remarks, from the question to what every caregiver gets."""
    yield "reply: question", replies.question(t)
    yield "reply", replies.reply(t, text)
    tried = [experiment_of(text, status) for status in ("busy", "stuck", None)]
    for running in (tried, []):
        feedback_draft.ready_draft(t, running, STATUSES)  # what a coordinator may send then
    yield "summary: reminds", summary.summary(t, summary_view(figures(text), reminds=True))
    yield "reply: approved", replies.draft(t, text, 3, (), approved=True)
    asking = str(t("typed.make_known")).partition("\n")[0]
    said = f"{asking} www.voorbeeld.example {text} een twee drie vier vijf"
    yield "reply: draft", replies.draft(t, said, 3, ["Een, twee, drie, vier, vijf!"], approved=False)


def own_line_messages(t: Translator) -> Iterator[tuple[str, Message]]:
    """Somebody's own answers, from none to a year."""
    day = NOW.date()
    answers = [OwnAnswer(day - timedelta(weeks=2 * n), str(n % 5 + 1), n % 5 + 1) for n in range(ROUNDS, 0, -1)]
    scales = dict.fromkeys(CENTRAL, SCALE)
    said = own_line.own_line(t, [OwnLine("samen", "samen", answers[:3])], CENTRAL, scales)
    yield "own line: nothing", own_line.own_line(t, [OwnLine("samen", "samen", [])], CENTRAL, scales)
    yield "own line", said
    yield "own line: picture", own_line.with_picture(t, said, File("x.png", bytes, is_picture=True))
    own_line.on_picture(t)  # words that are drawn


def experiment_of(title: str, status: str | None) -> Experiment:
    return Experiment(1, 3, 1, title, "?", status, NOW, 1, None, None)


def elsewhere_messages(t: Translator, practice: str, title: str) -> Iterator[tuple[str, Message]]:
    """What others recommend, and meeting them."""
    found = [(number, practice, title, number or None) for number in range(10)]
    view = CardView(7, 3, title, dict.fromkeys(FIELDS, title * 30))
    yield "card: elsewhere", elsewhere.elsewhere(t, 3, found, 0)
    yield "elsewhere: nothing", elsewhere.elsewhere(t, 3, [], 0)
    yield "card: of others", elsewhere.card(t, 3, practice, view)
    yield "introduction: under way", elsewhere.under_way(t)
    yield "introduction: question", elsewhere.question(t, 3, practice, title)
    yield "introduction: answered", elsewhere.answered(t)
    yield "introduction: introduced", elsewhere.introduced(t, practice, title, Address(8_567_001_234))
    yield "introduction: not", elsewhere.not_introduced(t, practice)
