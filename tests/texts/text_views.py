"""What there is to show, in the tests of this room: check-ins, rounds and figures of the real programme."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from programme.form import Form
from rules.access import ANSWERING, Role
from rules.check_in import Given, find, open_step, possible_steps
from rules.progress import Progress, Standing
from rules.summary import DesignQuestionState, ExperimentState, Figures, Response
from rules.telling import Told
from rules.window_figures import HEARD_NOTHING, Window, WindowFigures
from tests.once import PROGRAMME
from texts.messages.check_in import CheckInView
from texts.messages.next_figures import NextFigures
from texts.messages.rounds import PlannedRound, RoundView
from texts.messages.summary import SummaryView

AMSTERDAM = "Europe/Amsterdam"
NOW = datetime(2020, 12, 1, 12, 0, tzinfo=UTC)
OPENED = datetime(2020, 11, 24, 11, 15, tzinfo=UTC)
CLOSES = datetime(2020, 11, 30, 11, 15, tzinfo=UTC)
CENTRAL = {question.key: question for question in PROGRAMME.central_questions}


def form_of(role: Role) -> Form:
    form = PROGRAMME.form(role.value)
    assert form is not None
    return form


STATUSES = {option.key: option for option in form_of(Role.PARTICIPANT).questions[1].options}


def check_in_view(
    role: Role,
    given: Mapping[str, Given | str],
    *,
    at: str | None = None,
    overview: bool = False,
    practice: str = "Zwolle",
    experiments: Mapping[int, str] | None = None,
    form: Form | None = None,
    expectations: Mapping[int, str] | None = None,
) -> CheckInView:
    """A check-in with these answers, at the step they lead to unless `at` names another."""
    titles = experiments or {}
    steps = possible_steps([form or form_of(role)], list(titles), expected=list(expectations or ()))
    answers = {key: Given(answer) if isinstance(answer, str) else answer for key, answer in given.items()}
    step = find(steps, at) if at else open_step(steps, answers)
    statuses = dict.fromkeys(titles, "busy")
    return CheckInView(
        77,
        3,
        practice,
        OPENED.date(),
        CLOSES,
        AMSTERDAM,
        steps,
        answers,
        titles,
        CENTRAL,
        step,
        overview,
        statuses=statuses,
        expectations=expectations or {},
    )


def without_limit(form: Form) -> Form:
    """As a programme file may have it: every question about every experiment."""
    return form.model_copy(update={"most": None, "questions": form.questions[1:]})


def round_view(practice: str = "Zwolle", **changes: Any) -> RoundView:
    """A practice without an open round; `changes` makes it another one."""
    values: dict[str, Any] = {
        "practice_id": 3,
        "practice": practice,
        "every_weeks": 2,
        "weekday_on": date(2020, 11, 24),
        "at": time(12, 15),
        "timezone": AMSTERDAM,
        "open_number": None,
        "opened_at": None,
        "closes_at": None,
        "progress": None,
        "eligible_now": 12,
        "planned": [planned_round()],
        "resting": {Role.CAREGIVER: False, Role.PARTICIPANT: True},
        "next_figures": NextFigures(6, 3, 6),
    }
    return RoundView(**values | changes)


def planned_round(
    moved_because: str | None = None, asks: Sequence[Role] = ANSWERING, holiday: str | None = None
) -> PlannedRound:
    return PlannedRound(datetime(2020, 12, 8, 11, 15, tzinfo=UTC), moved_because, asks, holiday)


def open_round(practice: str = "Zwolle", caregivers: tuple[int, int] = (3, 8), **changes: Any) -> RoundView:
    progress = progress_of({Role.CAREGIVER: Standing(finished=caregivers[0], waiting=caregivers[1] - caregivers[0])})
    return round_view(practice, open_number=3, opened_at=OPENED, closes_at=CLOSES, progress=progress, **changes)


def progress_of(by_role: Mapping[Role, Standing]) -> Progress:
    """Of people who are all asked in one role."""
    numbers = [(one.finished, one.begun, one.waiting) for one in by_role.values()]
    return Progress(
        Standing(*map(sum, zip(*numbers, strict=True))), {r: one for r, one in by_role.items() if one.asked}
    )


def experiment(title: str, status: str | None = "busy", days: int = 0) -> ExperimentState:
    return ExperimentState(title, status, (NOW - timedelta(days=days)).isoformat() if status else None)


def figures(title: str = "Logeerhuis", **changes: Any) -> Figures:
    values: dict[str, Any] = {
        "response": {"caregiver": Response(7, 9), "participant": Response(3, 6)},
        "design_questions": (
            DesignQuestionState(
                f"Hoe krijgen mantelzorgers een vrije dag met {title}?", "volhouden", (experiment(title),)
            ),
            DesignQuestionState(
                "Hoe werken wij samen?",
                "samen",
                (experiment(title, "stuck", 1), experiment("Zorgmap", "busy", 40), experiment(title, None)),
            ),
            DesignQuestionState("Hoe leren mantelzorgers tillen?", "goed", ()),
        ),
    }
    return Figures(**values | changes)


#: What a told window tells: by option, by class, and nothing.
CENTRAL_TOLD = {"samen": Told((0, 2, 4, 6, 2), False), "volhouden": Told((3, 4, 2), True), "goed": None}
HEARD = {"samen": 2, "volhouden": 0, "goed": 1, HEARD_NOTHING: 4}
UNTOLD = WindowFigures(dict.fromkeys(CENTRAL))


def window(figures: WindowFigures | None = None, *, first: int = 1, length: int = 3) -> Window:
    """A window that closed with the round of `summary_view`; `figures` None: with all there can be."""
    told = figures or WindowFigures(CENTRAL_TOLD, HEARD)
    begun_on = CLOSES.date() - timedelta(days=6 + 14 * (length - 1))
    return Window(first, 3, first, length, begun_on, CLOSES.date(), CLOSES, told)


def summary_view(found: Figures | None, practice: str = "Zwolle", **changes: Any) -> SummaryView:
    form = form_of(Role.CAREGIVER)
    values: dict[str, Any] = {
        "practice_id": 3,
        "practice": practice,
        "round_id": 9,
        "number": 3,
        "opened_on": OPENED.date(),
        "closed_on": CLOSES.date(),
        "figures": found,
        "windows": [window()],
        "next_figures": NextFigures(6, 3, 6),
        "previous_round_id": None,
        "next_round_id": None,
        "open_response": None,
        "open_closes_at": None,
        "central": CENTRAL,
        "scale_options": {question.central: question.options for question in form.questions if question.central},
        "statuses": STATUSES,
        "as_of": NOW,
        "timezone": AMSTERDAM,
        "manager": False,
    }
    return SummaryView(**values | changes)
