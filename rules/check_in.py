"""Which question comes next: a check-in is a walk along the steps of its forms.

A step is a question, for an experiment where the form asks per experiment. Where somebody stands is never
stored: it follows from the answers given so far.

A form may say how many questions at most are asked. What was answered stays; of the rest first those that take no turns
fit, then the one whose turn it is, so that what finds no room in one round finds it in another.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from programme.form import Form, FormRole, Question


class Limit(Struct, frozen=True):
    """Of a form in one check-in: how many questions, and how many of them typed.

    turns: the keys of those that take turns, the one whose turn it is first.
    """

    most: int
    most_typed: int
    turns: tuple[str, ...]


class Step(Struct, frozen=True):
    """A question that a role is asked in a check-in; `key` is unique within it ("volhouden", "status:12").

    experiments: the ids to choose from, where the question is which experiment.
    """

    question: Question
    role: FormRole
    experiment_id: int | None = None
    experiments: tuple[int, ...] = ()
    limit: Limit | None = None

    @property
    def key(self) -> str:
        return self.question.key if self.experiment_id is None else f"{self.question.key}:{self.experiment_id}"

    @property
    def options(self) -> list[str]:
        """The keys of what can be chosen; of an experiment, its id."""
        return [*map(str, self.experiments), *(option.key for option in self.question.options)]


class Given(Struct, frozen=True):
    """An answer: an option's key, a text, or neither when the question was skipped."""

    option: str | None = None
    text: str | None = None

    @property
    def skipped(self) -> bool:
        return self.option is None and self.text is None


#: The answers of one check-in by step key.
Answers = Mapping[str, Given]


def possible_steps(
    forms: Iterable[Form], experiments: Sequence[int], round_number: int = 1, expected: Collection[int] = ()
) -> list[Step]:
    """Every step a check-in can have, in order; questions per experiment stay together for each experiment.

    round_number: of its practice, counted from 1. expected: the experiments of which an expectation is recorded.
    """
    steps: list[Step] = []
    for form in forms:
        limit = _limit(form, round_number)
        questions = [one for one in form.questions if one.kind != "experiment" or len(experiments) > 1]
        repeated = [question for question in questions if question.per_experiment]
        first = next((i for i, question in enumerate(questions) if question.per_experiment), 0)
        once = [
            Step(one, form.role, None, tuple(experiments) if one.kind == "experiment" else (), limit)
            for one in questions
            if not one.per_experiment
        ]
        each = [
            Step(one, form.role, experiment, (), limit)
            for experiment in experiments
            for one in repeated
            if experiment in expected or not one.expected
        ]
        steps += once[:first] + each + once[first:]
    return steps


def _limit(form: Form, round_number: int) -> Limit | None:
    if form.most is None:
        return None
    now = (round_number - 1) % len(form.turns) if form.turns else 0
    return Limit(form.most, form.most_typed or form.most, form.turns[now:] + form.turns[:now])


def is_called_for(step: Step, steps: Sequence[Step], answers: Answers) -> bool:
    """Whether the answers so far call for this step, if there is room."""
    question = step.question
    if question.covers:
        return any(answers[other.key].text for other in _covered(step, steps) if other.key in answers)
    if question.asked_if is None:
        return True
    before = _meant(question.asked_if.question, step, steps)
    if before is None and step.experiment_id is not None:
        return True  # there is only one experiment to choose
    given = answers.get(before.key) if before else None
    if before and before.experiments and step.experiment_id is not None:
        return given is not None and given.option == str(step.experiment_id)
    if given is None or (given.skipped and not question.asked_if.but_not):
        return False
    if question.asked_if.but_not:
        return given.option not in question.asked_if.but_not
    return not question.asked_if.one_of or given.option in question.asked_if.one_of


def _meant(question: str, step: Step, steps: Sequence[Step]) -> Step | None:
    """The step that `question` means for this step: the same experiment's, if asked per experiment."""
    own = (None, step.experiment_id)
    return next((other for other in steps if other.question.key == question and other.experiment_id in own), None)


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
    return list(_walk(steps, answers))


def _walk(steps: Sequence[Step], answers: Answers) -> Iterator[Step]:
    """The same one by one: where no form has a limit, what comes after the one that is looked for is not looked at."""
    called_for = (step for step in steps if is_called_for(step, steps, answers))
    if any(step.limit for step in steps):
        together = list(called_for)
        too_many = _without_room(together, steps, answers)
        called_for = (step for step in together if step.key not in too_many)
    yield from called_for


def _without_room(called_for: Sequence[Step], steps: Sequence[Step], answers: Answers) -> set[str]:
    """The keys of those of these steps that are too many."""
    settled = [step for step in called_for if step.key in answers or step.question.covers]
    still_open = [step for step in called_for if step.key not in answers and not step.question.covers]
    left_out: set[str] = set()
    for step in sorted(still_open, key=_place):
        if _fits(step, settled, steps, answers):
            settled.append(step)
        else:
            left_out.add(step.key)
    return left_out


def _place(step: Step) -> int:
    """Where it stands among those that ask for room: those that take no turns come first."""
    turns = step.limit.turns if step.limit else ()
    return turns.index(step.question.key) + 1 if step.question.key in turns else 0


def _fits(step: Step, settled: Sequence[Step], steps: Sequence[Step], answers: Answers) -> bool:
    """Whether its form has room for it beside the settled ones, with the permissions that their texts take along."""
    if step.limit is None:
        return True
    together = [step, *(one for one in settled if one.role == step.role)]
    texts = [one for one in together if one.question.kind == "text"]
    written = {one.key for one in texts if one.key not in answers or answers[one.key].text}
    permissions = [one for one in steps if any(text.key in written for text in _covered(one, steps))]
    number = len({one.key for one in (*together, *permissions)})
    return number <= step.limit.most and len(texts) <= step.limit.most_typed


def left_out(steps: Sequence[Step], answers: Answers) -> list[Step]:
    """What would have been asked if there had been room."""
    called_for = [step for step in steps if is_called_for(step, steps, answers)]
    too_many = _without_room(called_for, steps, answers)
    return [step for step in called_for if step.key in too_many]


def open_step(steps: Sequence[Step], answers: Answers) -> Step | None:
    """The first step that is asked and not answered; None when the check-in is complete."""
    return next((step for step in _walk(steps, answers) if step.key not in answers), None)


def step_before(steps: Sequence[Step], answers: Answers, step: Step) -> Step | None:
    """The asked step just before this one; None at the beginning."""
    before: Step | None = None
    for other in _walk(steps, answers):
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
    before = _meant(question.asked_if.question, step, steps) if question.asked_if else None
    return before is not None and before.key in on


def opens_up(question: Question) -> bool:
    """Whether it asks if there is anything to tell: a yes or a *nothing* is no answer to be kept."""
    return question.kind == "text" and not question.per_experiment and question.asked_if is None


def score(question: Question, given: Given) -> int | None:
    """The number of a scale answer, 1 (worst) to the number of options (best); None for any other answer."""
    return int(given.option) if question.kind == "scale" and given.option else None
