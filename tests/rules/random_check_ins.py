"""People who tap at random through check-ins of the real programme, and of any form a programme file may hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from programme.form import Condition, Form, FormRole, Option, Question
from rules.check_in import Given, Step, asked, find, open_step, outdated_by, possible_steps, step_before
from tests.once import PROGRAMME


def form_of(role: FormRole) -> Form:
    form = PROGRAMME.form(role)
    assert form is not None
    return form


CAREGIVER, PARTICIPANT = form_of("caregiver"), form_of("participant")
BUNDLED = (CAREGIVER, PARTICIPANT)
WORDS = {"nl": "woorden", "en": "words"}
PERMISSION = (Option(key="yes", label=WORDS), Option(key="no", label=WORDS))


@dataclass
class Walker:
    """Somebody going through a check-in; what the bot does with each tap, without the bot."""

    steps: Sequence[Step]
    answers: dict[str, Given] = field(default_factory=dict)
    given: dict[str, Given] = field(default_factory=dict)
    looking_at: Step | None = None

    @property
    def at(self) -> Step | None:
        return self.looking_at or open_step(self.steps, self.answers)

    def step(self, key: str) -> Step:
        found = find(self.steps, key)
        assert found is not None
        return found

    def is_asked(self, key: str) -> bool:
        return key in {step.key for step in asked(self.steps, self.answers)}

    def answers_with(self, given: Given) -> None:
        if (step := self.at) is None:
            return
        void = outdated_by(step, self.steps, self.answers) if self.answers.get(step.key) != given else set()
        self.answers = {key: kept for key, kept in self.answers.items() if key not in void} | {step.key: given}
        self.given[step.key] = given
        self.looking_at = None

    def goes_back(self) -> None:
        if (step := self.at) and (before := step_before(self.steps, self.answers, step)):
            self.looking_at = before

    def keeps(self) -> None:
        self.looking_at = None

    def revisits(self, which: int) -> None:
        answered = [step for step in self.steps if step.key in self.answers]
        if answered:
            self.looking_at = answered[which % len(answered)]


# --- random people, random forms ---


def answer_to(step: Step) -> st.SearchStrategy[Given]:
    if step.question.kind == "text":
        return st.sampled_from([Given(), Given(text="goed"), Given(text="anders")])
    return st.sampled_from([Given(), *map(Given, step.options)])


def goes_on(draw: st.DrawFn, walker: Walker) -> None:
    """One tap, whichever is possible."""
    act = draw(st.sampled_from(["answer", "answer", "answer", "back", "keep", "revisit"]))
    if act == "answer" and walker.at:
        walker.answers_with(draw(answer_to(walker.at)))
    elif act == "back":
        walker.goes_back()
    elif act == "keep":
        walker.keeps()
    elif act == "revisit":
        walker.revisits(draw(st.integers(0, 30)))


@st.composite
def forms(draw: st.DrawFn, role: FormRole, prefix: str) -> Form:
    """Any form a programme file may hold."""
    questions: list[Question] = []
    for number in range(draw(st.integers(1, 7))):
        questions.append(draw(questions_after(questions, f"{prefix}{number}")))
    return Form(role=role, questions=tuple(questions))


@st.composite
def questions_after(draw: st.DrawFn, earlier: Sequence[Question], key: str) -> Question:
    kind = draw(st.sampled_from(["scale", "choice", "text", "permission"]))
    texts = [question.key for question in earlier if question.kind == "text"]
    per_experiment = draw(st.booleans())
    if kind == "permission" and texts:
        covers = draw(st.lists(st.sampled_from(texts), min_size=1, unique=True))
        return Question(
            key=key,
            kind="choice",
            text=WORDS,
            short=WORDS,
            options=PERMISSION,
            covers=tuple(covers),
            per_experiment=per_experiment,
        )
    options = {"scale": ("1", "2", "3"), "choice": ("a", "b")}.get(kind, ())
    return Question(
        key=key,
        kind={"scale": "scale", "choice": "choice"}.get(kind, "text"),
        text=WORDS,
        short=WORDS,
        options=tuple(Option(key=option, label=WORDS) for option in options),
        per_experiment=per_experiment,
        asked_if=draw(st.none() | conditions_on(earlier, per_experiment)),
    )


@st.composite
def conditions_on(draw: st.DrawFn, earlier: Sequence[Question], per_experiment: bool) -> Condition | None:
    possible = [question for question in earlier if per_experiment or not question.per_experiment]
    if not possible:
        return None
    question = draw(st.sampled_from(possible))
    keys = [option.key for option in question.options]
    one_of = draw(st.lists(st.sampled_from(keys), unique=True)) if keys else []
    return Condition(question=question.key, one_of=tuple(one_of))


experiments = st.lists(st.integers(1, 10**9), max_size=5, unique=True)
numbers = st.integers(1, 9)
real_walks = st.builds(possible_steps, st.sampled_from([(CAREGIVER,), (PARTICIPANT,), BUNDLED]), experiments, numbers)
random_walks = st.builds(possible_steps, st.tuples(forms("caregiver", "c"), forms("participant", "p")), experiments)
walks = real_walks | random_walks


@st.composite
def walkers(draw: st.DrawFn) -> Walker:
    """Somebody who has tapped at random for a while."""
    walker = Walker(draw(walks))
    for _ in range(draw(st.integers(0, 25))):
        goes_on(draw, walker)
    return walker
