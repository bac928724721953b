"""The demo's example data: invented design questions and experiments, in the real numbers of the source."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from programme.controller import Controller
from programme.loading import ProgrammeError, read
from programme.model import Programme
from programme.part import Key, OptionKey, Part, Slug, check_once

EXAMPLE_FILE = Path(__file__).with_name("example.toml")

#: Whoever sees the demo must never take an example for a practice's own words.
Title = Annotated[str, StringConstraints(pattern=r"^\S.* \(voorbeeld\)$", max_length=120)]
Count = Annotated[int, Field(ge=1)]
ByOrganisation = dict[Key, Count]


class Experiment(Part):
    """What a practice tries. `status` is an option of the participants' question `status`."""

    key: Key
    title: Title
    status: OptionKey


class DesignQuestion(Part):
    """A practice's own question under the central question `central`."""

    key: Key
    central: Key
    title: Title
    experiments: tuple[Experiment, ...] = Field(min_length=1, max_length=3)


class ExamplePractice(Part):
    """What one practice has. Participants are counted per organisation type; caregivers as a whole."""

    slug: Slug
    theme: Title
    caregivers: Count
    participants: ByOrganisation
    participants_unknown: Annotated[int, Field(ge=0)]
    design_questions: tuple[DesignQuestion, ...] = Field(min_length=3, max_length=5)


class Totals(Part):
    """What the practices must add up to."""

    design_questions: Count
    participants: ByOrganisation
    participants_unknown: Annotated[int, Field(ge=0)]

    def figures(self) -> Counter[str]:
        """Every figure by its key path; zero for an organisation type that is not there."""
        by_organisation = {f"participants.{key}": count for key, count in self.participants.items()}
        return Counter(
            design_questions=self.design_questions,
            participants_unknown=self.participants_unknown,
            **by_organisation,
        )


class Learning(Part):
    """What a practice expected of an experiment and learnt. came_true: an option of the question whether it did.

    taken_over_by: the experiment of another practice.
    """

    experiment: Key
    expectation: Title
    confidence: Literal["small", "fair", "large"]
    came_true: Key
    lesson: Title
    next: Literal["keep", "adapt", "stop", "recommend"]
    readiness: Annotated[int, Field(ge=1, le=10)] | None = None
    taken_over_by: Key | None = None


class Example(Part):
    """All example data, in the order of its file. Keys of design questions and experiments never change.

    controller: invented too; nobody real is responsible for a demo. typed: what people write, by question that is
    answered in words; nothing where there is none.
    """

    controller: Controller = Controller()
    typed: dict[Key, tuple[Title, ...]] = Field(default_factory=dict)
    totals: Totals
    practices: tuple[ExamplePractice, ...] = Field(min_length=1)
    learning: tuple[Learning, ...] = ()

    def design_questions(self) -> Iterator[DesignQuestion]:
        """Those of all practices, in order."""
        return (question for practice in self.practices for question in practice.design_questions)

    def experiments(self) -> Iterator[Experiment]:
        """Those of all practices, in order."""
        return (experiment for question in self.design_questions() for experiment in question.experiments)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        check_once("practices", [practice.slug for practice in self.practices])
        check_once("design_questions", [question.key for question in self.design_questions()])
        check_once("experiments", [experiment.key for experiment in self.experiments()])
        expected, found = self.totals.figures(), self._found().figures()
        for name in sorted(expected | found):
            if expected[name] != found[name]:
                raise ValueError(f"totals.{name}: expected {expected[name]}, counted {found[name]}")
        return self

    def _found(self) -> Totals:
        participants: Counter[str] = Counter()
        for practice in self.practices:
            participants.update(practice.participants)
        return Totals(
            design_questions=sum(1 for _ in self.design_questions()),
            participants=dict(participants),
            participants_unknown=sum(practice.participants_unknown for practice in self.practices),
        )


def load_example(programme: Programme, path: Path | None = None) -> Example:
    """The example data for a programme (without a path: `EXAMPLE_FILE`, made for the default programme).

    Raises ProgrammeError when the file is not right in itself, or names a practice, central question,
    organisation type or status that the programme does not have, or leaves out one of its practices.
    """
    path = path or EXAMPLE_FILE
    example = read(path, Example)
    for problem in _misfits(example, programme):
        raise ProgrammeError(f"{path}: {problem}")
    return example


def _misfits(example: Example, programme: Programme) -> Iterator[str]:
    practices = {practice.slug for practice in programme.practices}
    shown = {practice.slug for practice in example.practices}
    yield from _unknown("practices", shown, practices)
    yield from (f"practices: expected {slug!r} too, found nothing" for slug in sorted(practices - shown))

    organisations = {organisation.key for organisation in programme.organisation_types}
    yield from _unknown("totals.participants", set(example.totals.participants), organisations)
    centrals = {central.key for central in programme.central_questions}
    for question in example.design_questions():
        yield from _unknown(f"{question.key}.central", {question.central}, centrals)
    yield from _unknown("typed", set(example.typed), _typed(programme))
    experiments = {experiment.key for experiment in example.experiments()}
    came_true = programme.came_true()
    outcomes = {option.key for option in came_true.options} if came_true else set()
    for one in example.learning:
        named = {one.experiment} | ({one.taken_over_by} if one.taken_over_by else set())
        yield from _unknown("learning", named, experiments)
        yield from _unknown(f"{one.experiment}.came_true", {one.came_true}, outcomes)
    for experiment in example.experiments():
        yield from _unknown(f"{experiment.key}.status", {experiment.status}, _statuses(programme))


def _unknown(where: str, found: set[str], known: set[str]) -> Iterator[str]:
    for key in sorted(found - known):
        yield f"{where}: expected one of {', '.join(sorted(known)) or 'none'}, found {key!r}"


def _typed(programme: Programme) -> set[str]:
    return {question.key for form in programme.forms for question in form.questions if question.kind == "text"}


def _statuses(programme: Programme) -> set[str]:
    form = programme.form("participant")
    questions = form.questions if form else ()
    return {option.key for question in questions if question.key == "status" for option in question.options}
