"""101 of anything: every list pages, each of its items stands on one of the pages, and none meets Telegram's limit."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

import texts.messages
from programme.form import MOST_QUESTIONS, Form
from programme.model import OrganisationType
from programme.part import MOST_BUTTONS
from rules.access import Role
from rules.check_in import Given, possible_steps
from rules.design_question import DesignQuestion
from rules.experiment import Experiment
from rules.invitation import Invitation
from rules.period import Period
from storage.eligible import EXPERIMENTS_PER_CHECK_IN
from tests.once import CATALOGUES, PROGRAMME
from tests.texts.text_views import AMSTERDAM, CENTRAL, NOW, check_in_view, form_of
from texts.callback_data import parse
from texts.message import Message
from texts.messages import (
    attention,
    check_in,
    elsewhere,
    endings,
    experience_card,
    experiment_desk,
    export,
    hubs,
    invitation_card,
    invitations,
    language,
    leaving,
    news,
    on_behalf,
    practices,
    programme_report,
    proxy_desk,
    question_desk,
    registration,
    summary,
)
from texts.messages.experiment_desk import ExperimentsView
from texts.messages.practices import PracticeView
from texts.taps.check_in import AnswerKept, StepRevisited

T = CATALOGUES.translator("nl")
MANY, LIMIT = 101, 100
NAMED = [(number, f"Nummer {number}") for number in range(1, MANY + 1)]
LANGUAGES = ["nl", "en", "tr", "pl", "ar", "uk", "de", "fr", "es", "it"] * 10 + ["pt"]
KINDS = [
    OrganisationType(key=f"soort{number}", name=dict.fromkeys(PROGRAMME.languages, name)) for number, name in NAMED
]
QUESTIONS = [DesignQuestion(number, 3, name, "samen", 0, None) for number, name in NAMED]
EXPERIMENTS = [Experiment(number, 3, 1, name, "vraag", None, None, 0, None, None) for number, name in NAMED]
INVITATIONS = [Invitation(number, Role.PARTICIPANT, 4, 50, 50, NOW, name=name) for number, name in NAMED]
PRACTICES = [PracticeView(number, name, "noord", 52.5, 6.1, None) for number, name in NAMED]
LEADERS = [endings.Leader(number, name, NOW.date(), is_reader=False) for number, name in NAMED]
ROLES = [(number, Role.COORDINATOR, name) for number, name in NAMED]
TITLES = dict(NAMED[:EXPERIMENTS_PER_CHECK_IN])
PERIODS = [Period(1900 + number) for number in range(MANY)]

#: Each list that is as long as what people make, or a programme file says: by page its message.
LISTS: dict[str, Callable[[int], Message]] = {
    "attention.attention": lambda page: attention.attention(T, [(name, ["round"]) for _, name in NAMED], page),
    "elsewhere.elsewhere": lambda page: elsewhere.elsewhere(T, 3, [(n, name, name, None) for n, name in NAMED], page),
    "experience_card.cards": lambda page: experience_card.cards(T, 3, "Zwolle", NAMED, page),
    "experiment_desk.experiments": lambda page: experiment_desk.experiments(T, _experiments(page)),
    "experiment_desk.which_question": lambda page: experiment_desk.which_question(T, 3, QUESTIONS, None, page),
    "export.practices": lambda page: export.practices(T, NAMED, page),
    "invitations.practices_to_invite_to": lambda page: invitations.practices_to_invite_to(T, NAMED, page),
    "invitations.running": lambda page: invitations.running(T, 4, "Zwolle", INVITATIONS, [], page, AMSTERDAM),
    "invitation_card.ask_language": lambda page: invitation_card.ask_language(T, INVITATIONS[0], LANGUAGES, page),
    "endings.leaders": lambda page: endings.leaders(T, 3, "Zwolle", LEADERS, page, invites=True),
    "hubs.practices_to_work_in": lambda page: hubs.practices_to_work_in(T, NAMED, 1, "ronde", page),
    "language.language": lambda page: language.language(T, LANGUAGES, page),
    "leaving.stop_choice": lambda page: leaving.stop_choice(T, ROLES, page),
    "on_behalf.for_whom": lambda page: on_behalf.for_whom(T, NAMED, {1, 101}, page),
    "practices.practices": lambda page: practices.practices(T, PRACTICES, page),
    "proxy_desk.of_whom": lambda page: proxy_desk.of_whom(T, NAMED, page, is_open=True),
    "programme_report.which_period": lambda page: programme_report.which_period(T, PERIODS, page),
    "question_desk.questions": lambda page: question_desk.questions(T, 3, "Zwolle", QUESTIONS, CENTRAL, page, 0),
    "question_desk.ended_questions": lambda page: question_desk.ended_questions(
        T, 3, "Zwolle", _ended(), CENTRAL, page
    ),
    "registration.experiments": lambda page: registration.experiments(T, 5, NAMED, {101}, page),
    "registration.organisation": lambda page: registration.organisation(T, 5, KINDS, page),
    "registration.practices": lambda page: registration.practices(T, NAMED, page),
    "summary.practices": lambda page: summary.practices(T, NAMED, page),
}
#: What is given a sequence and makes no list of buttons of it, or only of a few that the program itself knows.
NO_LIST = {
    "codes.choice": "what a code can be used for",
    "export.periods": "the periods of rules.export",
    "headcount.headcount": "words",
    "help.help_text": "words",
    "hubs.changes": "words, a page of them",
    "hubs.mensen": "commands",
    "hubs.praktijk": "commands",
    "hubs.waiting": "commands",
    "invitations.roles_to_invite": "roles",
    "logbook_asks.asks": "the first of them, and the way to all experiments",
    "news.new_experiments": "words",
    "own_line.own_line": "words",
    "pause.until": "a few Mondays",
    "privacy.notice_again": "words",
    "programme.with_pictures": "pictures",
    "proxy_desk.page_language": "languages there are words in",
    "programme.map_in_words": "words",
    "programme.tabel1": "words",
    "programme.turnout": "words, fewer rounds of each where there are many practices",
    "programme.arrivals": "words, as turnout",
    "programme.central": "words",
    "programme.spread": "words, and that all of it is in the report",
    "registration.leads": "words",
    "rhythm.choose": "what rules.schedule_change offers",
    "schedule.choose": "what rules.schedule_change offers",
    "summary_picture.with_pictures": "pictures",
    "trend.with_pictures": "pictures",
}


def _experiments(page: int) -> ExperimentsView:
    return ExperimentsView(3, "Zwolle", EXPERIMENTS, PROGRAMME.statuses(), page, 0)


def _ended() -> list[DesignQuestion]:
    return [replace(one, ended_at=NOW) for one in QUESTIONS]


def pages(of: Callable[[int], Message]) -> list[Message]:
    """From the first to the last: *Volgende* is there as long as there is one."""
    found = [of(0)]
    while "Volgende →" in labels(found[-1]):
        found.append(of(len(found)))
    return found


def labels(message: Message) -> list[str]:
    return [button.label for row in message.rows for button in row]


@pytest.mark.parametrize("name", LISTS)
def test_of_101_each_stands_on_a_page_and_no_page_has_too_many_buttons(name: str) -> None:
    found = pages(LISTS[name])
    assert max(len(labels(message)) for message in found) <= LIMIT
    assert len(found) > 1
    shown = "\n".join(line for message in found for line in (message.text, *labels(message)))
    if "Nummer" in shown:
        assert [name for _, name in NAMED if name not in shown] == []
    items = sum(len(labels(message)) for message in found)
    assert items >= MANY or name == "attention.attention"


def test_every_list_is_in_this_test() -> None:
    """Whoever adds a list pages it, and puts it here."""
    found = set[str]()
    for file in Path(texts.messages.__path__[0]).glob("*.py"):
        for one in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(one, ast.FunctionDef) and not one.name.startswith("_") and _lists(one):
                found.add(f"{file.stem}.{one.name}")
    assert found - set(LISTS) == set(NO_LIST)


def _lists(one: ast.FunctionDef) -> bool:
    kinds = [ast.unparse(arg.annotation) for arg in (*one.args.args, *one.args.kwonlyargs) if arg.annotation]
    returns = ast.unparse(one.returns) if one.returns else ""
    return returns == "Message" and any(kind.startswith("Sequence") for kind in kinds)


def test_all_answers_of_a_check_in_can_be_changed_a_page_at_a_time() -> None:
    """In both roles, with everything asked for each experiment; and *Klaar* below."""
    steps = possible_steps([_longest(Role.CAREGIVER), _longest(Role.PARTICIPANT, per_experiment=True)], list(TITLES))
    assert len(steps) == MOST_QUESTIONS + MOST_QUESTIONS * EXPERIMENTS_PER_CHECK_IN
    usual = check_in_view(Role.CAREGIVER, {}, overview=True, experiments=TITLES)
    view = replace(usual, steps=steps, answers=dict.fromkeys((step.key for step in steps), Given("5")))
    found = pages(lambda page: check_in.check_in(T, replace(view, page=page)))
    assert max(len(labels(message)) for message in found) <= LIMIT
    taps = [parse(button.data) for message in found for row in message.rows for button in row]
    assert [tap.step for tap in taps if isinstance(tap, StepRevisited)] == [step.key for step in steps]
    assert taps.count(AnswerKept(view.check_in_id)) == len(found)


def test_all_options_of_a_question_fit_one_screen() -> None:
    assert MOST_BUTTONS <= LIMIT // 2


def _longest(role: Role, *, per_experiment: bool = False) -> Form:
    """As many questions as a programme file may have, each about each experiment or not."""
    scale = form_of(Role.CAREGIVER).questions[0]
    each = (
        scale.model_copy(update={"key": f"vraag{number}", "per_experiment": per_experiment})
        for number in range(MOST_QUESTIONS)
    )
    return form_of(role).model_copy(update={"questions": tuple(each), "most": None, "most_typed": None, "turns": ()})


def test_news_of_many_experiments_is_little_to_read() -> None:
    said = news.new_experiments(T, "Zwolle", 5, [name for _, name in NAMED])
    assert "En nog 93." in said.text
