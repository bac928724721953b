"""Everything said at a coordinator's desk about what a practice works on."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from msgspec.structs import replace

from rules.design_question import DesignQuestion
from rules.experiment import Experiment
from rules.help_card import HelpCard
from rules.rewording import Rewording
from tests.once import PROGRAMME
from tests.texts.spoken_logbook import elsewhere_messages, logbook_messages, own_line_messages, reply_messages
from tests.texts.text_views import AMSTERDAM, CENTRAL, NOW
from texts.catalogue import Translator
from texts.message import Message
from texts.messages import experiment_desk, help_card, question_desk, rewording, theme
from texts.messages.experiment_desk import ExperimentsView, ExperimentView
from texts.messages.question_desk import QuestionView

STATUSES = PROGRAMME.statuses()
NOTES = (
    "theme_asked",
    "question_asked",
    "rewording_asked",
    "question_there",
    "experiment_asked",
    "renaming_asked",
    "experiment_there",
    "work_kept",
    "expectation_asked",
    "lesson_asked",
    "reply_asked",
    "reply_not",
    "no_experiments_yet",
    "help_card_shown",
    "help_card_refused",
)


def desk_messages(t: Translator, practice: str, title: str) -> Iterator[tuple[str, Message]]:
    """Each message at least once, by a name that begins with "desk"."""
    changed = Rewording(7, 3, "theme", 3, title, title, NOW)
    yield "desk: theme", theme.theme(t, practice, title, changed, ask=True)
    yield "desk: no theme", theme.theme(t, practice, None, None, ask=True)
    yield "desk: first theme", theme.theme(t, practice, title, None, ask=False)
    yield "desk: other theme", theme.theme(t, practice, title, changed, ask=False)
    yield "desk: rewording", rewording.proposed(t, replace(changed, replaced_at=None))
    yield from _help_card(t, practice, title)
    yield from _questions(t, practice, title)
    yield from _experiments(t, practice, title)
    yield from logbook_messages(t, experiment(title))
    yield from reply_messages(t, title)
    yield from own_line_messages(t)
    yield from elsewhere_messages(t, practice, title)


def _help_card(t: Translator, practice: str, title: str) -> Iterator[tuple[str, Message]]:
    card = HelpCard(title, title, "038 123 45 67")
    for name, shown, waiting in (("none", None, None), ("one", card, None), ("two", card, card), ("new", None, card)):
        yield f"desk: help card, {name}", help_card.of_practice(t, 3, shown, waiting)
    yield "desk: help card, again", help_card.of_practice(t, 3, None, None, again=True)
    yield "desk: help card to check", help_card.to_check(t, 7, practice, card)
    yield "desk: help card checked", help_card.checked(t)


def question(title: str, number: int = 1, experiments: int = 0, central: str = "samen") -> DesignQuestion:
    return DesignQuestion(number, 3, f"{title} {number}", central, experiments, None)


def _questions(t: Translator, practice: str, title: str) -> Iterator[tuple[str, Message]]:
    found = [question(title, number) for number in range(1, 12)]
    past = [replace(found[0], ended_at=NOW), replace(found[1], central="", ended_at=NOW)]
    for number in (0, 2, 4, 11):
        yield f"desk: {number} questions", question_desk.questions(t, 3, practice, found[:number], CENTRAL, 1, 2)
    yield "desk: ended questions", question_desk.ended_questions(t, 3, practice, past, CENTRAL, 0)
    yield "desk: question", question_desk.card(t, _question_view(found[0], 0, [title] * 12))
    yield "desk: question without experiments", question_desk.card(t, _question_view(found[1], 1, ()))
    yield "desk: ended question", question_desk.card(t, _question_view(past[0], None, ()))
    yield "desk: which central question", question_desk.which_central(t, _question_view(found[0], 0, ()))
    yield "desk: which central question first", question_desk.which_central(t, _question_view(past[1], None, ()))
    for number in (0, 1, 2, 5):
        view = _question_view(question(title, 1, number), 0, ())
        yield f"desk: end a question of {number}", question_desk.end(t, view)


def _question_view(one: DesignQuestion, at: int | None, titles: Sequence[str]) -> QuestionView:
    return QuestionView(one, CENTRAL, at, 11, titles, 0, AMSTERDAM)


def experiment(title: str, number: int = 1, status: str | None = "busy", workers: int = 3) -> Experiment:
    reported = NOW - timedelta(days=3) if status else None
    return Experiment(number, 3, number // 2, title, f"{title}?", status, reported, workers, None, None)


def _experiments(t: Translator, practice: str, title: str) -> Iterator[tuple[str, Message]]:
    found = [experiment(f"{title} {number}", number, status) for number, status in enumerate((*STATUSES, None) * 2)]
    view = ExperimentsView(3, practice, found, STATUSES, 0, 2, 7)
    yield "desk: experiments", experiment_desk.experiments(t, view)
    yield "desk: no experiments", experiment_desk.experiments(t, replace(view, found=(), ended=0))
    yield "desk: ended experiments", experiment_desk.experiments(t, replace(view, ended=None, page=1))
    one = experiment(title)
    cards = {
        "under way": one,
        "over": replace(one, status="done"),
        "unreported": experiment(title, status=None, workers=0),
        "of one": experiment(title, workers=1),
        "ended": replace(one, ended_at=NOW),
        "of an ended question": replace(one, question_ended_at=NOW),
    }
    for name, each in cards.items():
        yield f"desk: experiment {name}", experiment_desk.card(t, _experiment_view(each))
    yield "desk: new experiment", experiment_desk.expect(t, _experiment_view(one))
    yield "desk: which status", experiment_desk.which_status(t, _experiment_view(one))
    yield "desk: end an experiment", experiment_desk.end(t, _experiment_view(one))
    places = [question(title, number) for number in range(1, 12)]
    yield "desk: where to", experiment_desk.which_question(t, 3, places, one, 0)
    yield "desk: where to add", experiment_desk.which_question(t, 3, places, None, 1)
    yield "desk: nowhere to add", experiment_desk.which_question(t, 3, (), None, 0)


def _experiment_view(one: Experiment) -> ExperimentView:
    return ExperimentView(one, STATUSES, 1, 3, 0, NOW)
