"""Which question comes next: a check-in is a walk along the steps of its forms.

A step is a question, for an experiment where the form asks per experiment. Where somebody stands is never
stored: it follows from the answers given so far.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from programme.model import Form, FormRole, Question


@dataclass(frozen=True, slots=True)
class Step:
    """A question that a role is asked in a check-in; `key` is unique within it ("volhouden", "status:12")."""

    question: Question
    role: FormRole
    experiment_id: int | None = None

    @property
    def key(self) -> str:
        return self.question.key if self.experiment_id is None else f"{self.question.key}:{self.experiment_id}"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: an option's key, a text, or neither when the question was skipped."""

    option: str | None = None
    text: str | None = None

    @property
    def skipped(self) -> bool:
        return self.option is None and self.text is None


#: The answers of one check-in by step key.
Answers = Mapping[str, Given]


def possible_steps(forms: Iterable[Form], experiments: Sequence[int]) -> list[Step]:
    """Every step a check-in can have, in order; questions per experiment stay together for each experiment."""
    steps: list[Step] = []
    for form in forms:
        repeated = [question for question in form.questions if question.per_experiment]
        first = next((i for i, question in enumerate(form.questions) if question.per_experiment), 0)
        once = [question for question in form.questions if not question.per_experiment]
        steps += [Step(question, form.role) for question in once[:first]]
        steps += [Step(question, form.role, experiment) for experiment in experiments for question in repeated]
        steps += [Step(question, form.role) for question in once[first:]]
    return steps


def is_asked(step: Step, steps: Sequence[Step], answers: Answers) -> bool:
    """Whether the answers so far call for this step."""
    question = step.question
    if question.covers:
        return any(answers[other.key].text for other in _covered(step, steps) if other.key in answers)
    if question.asked_if is None:
        return True
    given = answers.get(_beside(step, question.asked_if.question, steps))
    if given is None or (given.skipped and not question.asked_if.but_not):
        return False
    if question.asked_if.but_not:
        return given.option not in question.asked_if.but_not
    return not question.asked_if.one_of or given.option in question.asked_if.one_of


def _beside(step: Step, question: str, steps: Sequence[Step]) -> str:
    """The key of the step that `question` means for this step: the same experiment's, if asked per experiment."""
    keys = [other.key for other in steps if other.question.key == question]
    same_experiment = f"{question}:{step.experiment_id}"
    return same_experiment if same_experiment in keys else question


def _covered(step: Step, steps: Sequence[Step]) -> list[Step]:
    """The steps whose texts this permission is about; when asked per experiment, not those of another one."""
    own = (None, step.experiment_id)
    return [
        other
        for other in steps
        if other.question.key in step.question.covers and (step.experiment_id is None or other.experiment_id in own)
    ]


def asked(steps: Sequence[Step], answers: Answers) -> list[Step]:
    """The steps that belong to this check-in as answered so far, answered and open ones, in order."""
    return [step for step in steps if is_asked(step, steps, answers)]


def open_step(steps: Sequence[Step], answers: Answers) -> Step | None:
    """The first step that is asked and not answered; None when the check-in is complete."""
    return next((step for step in steps if step.key not in answers and is_asked(step, steps, answers)), None)


def step_before(steps: Sequence[Step], answers: Answers, step: Step) -> Step | None:
    """The asked step just before this one; None at the beginning."""
    before: Step | None = None
    for other in asked(steps, answers):
        if other.key == step.key:
            return before
        before = other
    return before


def find(steps: Sequence[Step], key: str) -> Step | None:
    """The step with this key, if the check-in has it."""
    return next((step for step in steps if step.key == key), None)


def outdated_by(changed: Step, steps: Sequence[Step], answers: Answers) -> set[str]:
    """The keys of answers that a changed answer makes void: those asked because of it, and theirs in turn."""
    outdated: set[str] = set()
    while True:
        on = {changed.key} | outdated
        found = {step.key for step in steps if step.key in answers and _depends(step, on, steps)}
        if found == outdated:
            return outdated
        outdated = found


def _depends(step: Step, on: set[str], steps: Sequence[Step]) -> bool:
    question = step.question
    if question.covers:
        return any(other.key in on for other in _covered(step, steps))
    return question.asked_if is not None and _beside(step, question.asked_if.question, steps) in on


def opens_up(question: Question) -> bool:
    """Whether it asks if there is anything to tell: a yes or a *nothing* is no answer to be kept."""
    return question.kind == "text" and not question.per_experiment and question.asked_if is None


def score(question: Question, given: Given) -> int | None:
    """The number of a scale answer, 1 (worst) to the number of options (best); None for any other answer."""
    return int(given.option) if question.kind == "scale" and given.option else None
