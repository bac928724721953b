"""What a role is asked in a check-in: its questions, their buttons, and when each is asked."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from programme.part import MOST_BUTTONS, Key, Localised, OptionKey, Part
from programme.placeholders import placeholders

FormRole = Literal["caregiver", "participant"]
#: Each experiment repeats what is asked about it: all that was answered fits one list to change from.
MOST_QUESTIONS = 24


class Option(Part):
    """A button under a question. On a scale the keys are "1" (worst) to "5" (best).

    Of an experiment's status: ends: it is over, so nobody waits for another report. looks_back: its coordinator is
    asked what was learnt. seeks_help: who is there is offered what helped others.
    """

    key: OptionKey
    label: Localised
    ends: bool = False
    looks_back: bool = False
    seeks_help: bool = False


class Condition(Part):
    """Ask only when `question` has an answer (not skipped), or one of these options of it.

    but_not: ask whatever the answer is, also when it was skipped, unless it is one of these options.
    """

    question: Key
    one_of: tuple[OptionKey, ...] = ()
    but_not: tuple[OptionKey, ...] = ()


class Question(Part):
    """One step of a form. A change of wording is a new `version`; answers remember which they answered.

    per_experiment: asked once for each experiment in the check-in.
    central: the central question shown above it, literally.
    covers: a permission ("yes" or "no") to let the coordinator read the texts given to these questions;
            asked only when there is such a text.
    every, instead_of: asked in each so many rounds of a practice only, in the place of that question.
    expected: asked only about an experiment of which an expectation is recorded, which stands above the buttons.
    kind "experiment": which of the experiments in the check-in; asked when there are several. A question per experiment
            with asked_if on it is then about that one only. Its options are answers besides.
    text: the only placeholder is {experiment}, the title, in a question that is asked per experiment.
    """

    key: Key
    version: Annotated[int, Field(ge=1)] = 1
    kind: Literal["scale", "choice", "text", "experiment"]
    text: Localised
    short: Localised
    options: tuple[Option, ...] = Field(default=(), max_length=MOST_BUTTONS)
    central: Key | None = None
    per_experiment: bool = False
    expected: bool = False
    asked_if: Condition | None = None
    covers: tuple[Key, ...] = ()
    every: Annotated[int, Field(ge=2, le=52)] | None = None
    instead_of: Key | None = None

    @model_validator(mode="after")
    def _options_fit_the_kind(self) -> Self:
        keys = [option.key for option in self.options]
        if self.kind == "text" and keys:
            raise ValueError(f"question {self.key}: a text question has no options")
        if self.kind in ("scale", "choice") and len(keys) < 2:
            raise ValueError(f"question {self.key}: at least two options are needed")
        if self.kind == "experiment" and (self.per_experiment or any(key.isdecimal() for key in keys)):
            raise ValueError(f"question {self.key}: which experiment is asked once, and no option is a number")
        if self.kind == "scale" and keys != [str(score) for score in range(1, len(keys) + 1)]:
            raise ValueError(f'question {self.key}: the options of a scale are "1", "2", … in this order')
        if len(set(keys)) < len(keys):
            raise ValueError(f"question {self.key}: an option key stands there twice")
        if self.covers and set(keys) != {"yes", "no"}:
            raise ValueError(f'question {self.key}: the options of a permission are "yes" and "no"')
        return self

    @model_validator(mode="after")
    def _placeholders_can_be_filled(self) -> Self:
        fillable = {"experiment"} if self.per_experiment else set()
        for language, text in self.text.items():
            if unknown := _placeholders(f"question {self.key}.text.{language}", text) - fillable:
                raise ValueError(f"question {self.key}.text.{language}: nothing fills {{{min(unknown)}}}")
        return self


class Form(Part):
    """What one role is asked in a check-in, in order.

    most, most_typed: so many questions of it at most are asked in one check-in, and so many that are typed. Where they
    do not all fit, first come those that are not in `turns`; then of those in round n the n-th, and so on from there.
    """

    role: FormRole
    questions: tuple[Question, ...] = Field(min_length=1, max_length=MOST_QUESTIONS)
    most: Annotated[int, Field(ge=2)] | None = None
    most_typed: Annotated[int, Field(ge=1)] | None = None
    turns: tuple[Key, ...] = ()

    def in_round(self, number: int) -> Self:
        """What is asked in a practice's round of this number, from 1: as many questions as in any other."""
        asked = [one for one in self.questions if one.every is None or number % one.every == 0]
        replaced = {one.instead_of for one in asked if one.every}
        return self.model_copy(update={"questions": tuple(one for one in asked if one.key not in replaced)})

    def check(self, centrals: set[str]) -> None:
        """Raises ValueError, naming the question, when it refers to what is not there, or comes later.

        centrals: the keys of the programme's central questions.
        """
        earlier: dict[str, Question] = {}
        for question in self.questions:
            where = f"forms.{self.role}.{question.key}"
            if question.central and question.central not in centrals:
                raise ValueError(f"{where}.central: there is no central question {question.central!r}")
            if (question.every is None) != (question.instead_of is None):
                raise ValueError(f"{where}: every and instead_of go together")
            if question.instead_of and question.instead_of not in {one.key for one in self.questions}:
                raise ValueError(f"{where}.instead_of: {question.instead_of!r} is not a question of this form")
            condition = question.asked_if
            named = (*question.covers, *((condition.question,) if condition else ()))
            for key in named:
                if key not in earlier:
                    raise ValueError(f"{where}: {key!r} is not an earlier question of this form")
            if any(earlier[key].kind != "text" for key in question.covers):
                raise ValueError(f"{where}.covers: expected text questions only")
            if condition:
                _can_be_met(f"{where}.asked_if", condition, earlier[condition.question], question)
            earlier[question.key] = question
        if unknown := set(self.turns) - earlier.keys():
            raise ValueError(f"forms.{self.role}.turns: {min(unknown)!r} is no question of this form")


def _can_be_met(where: str, condition: Condition, earlier: Question, question: Question) -> None:
    if unknown := {*condition.one_of, *condition.but_not} - {option.key for option in earlier.options}:
        raise ValueError(f"{where}: no option {', '.join(sorted(unknown))} in {condition.question!r}")
    if earlier.per_experiment and not question.per_experiment:
        raise ValueError(f"{where}: {condition.question!r} is asked per experiment, this is not")


def _placeholders(where: str, text: str) -> set[str]:
    try:
        return placeholders(text)
    except ValueError:
        raise ValueError(f"{where}: expected a text without loose {{ or }}") from None
