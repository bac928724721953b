"""What a programme file may say, and what must hold in it.

The shapes follow the indicator "aantal lokale pilots" of the monitor Langer Thuis (2020): practices with
design questions under three central questions, and the organisation types of its Tabel 1.
"""

from collections.abc import Iterator
from datetime import date, time
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from programme.controller import Controller
from programme.placeholders import placeholders

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,23}$")]
OptionKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,16}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
#: Of a practice: it fits a button, and its column.
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
#: The same text in every language of the programme.
Localised = dict[Language, Text]
Region = Literal["noord", "midden", "zuid"]
FormRole = Literal["caregiver", "participant"]


#: Telegram takes a hundred buttons under a message; what is asked at once is not turned over like a list.
MOST_BUTTONS = 50
#: Each experiment repeats what is asked about it: all that was answered fits one list to change from.
MOST_QUESTIONS = 24


class Part(BaseModel):
    """A piece of the programme: immutable, and a key it does not know is an error, not a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Part):
    """A point on the map, in degrees (WGS 84)."""

    latitude: Annotated[float, Field(ge=50, le=54)]
    longitude: Annotated[float, Field(ge=3, le=8)]


class Practice(Part):
    """One of the local learning practices. `region` is its school-holiday region.

    controller: what differs there from the programme's own.
    """

    slug: Slug
    name: Name
    place: Place
    region: Region
    controller: Controller = Controller()


class CentralQuestion(Part):
    """A question of caregivers that everything serves; `text` is literal, `short` fits on a button."""

    key: Key
    text: Localised
    short: Localised


class OrganisationType(Part):
    """A row of Tabel 1, in its order."""

    key: Key
    name: Localised


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


class Schedule(Part):
    """When rounds open: every N weeks on a weekday at a local time, open for so many days.

    first_on: the local date of slot zero; the cadence counts from it and fixes the weekday.
    reminders, remind_after_days: so many automatic reminders to who has not finished, each so many days after
    the person was asked, or reminded, before.
    """

    first_on: date
    every_weeks: Annotated[int, Field(ge=1, le=52)] = 2
    at: time = time(12, 15)
    timezone: str = "Europe/Amsterdam"
    open_days: Annotated[int, Field(ge=1, le=60)] = 6
    reminders: Annotated[int, Field(ge=0, le=3)] = 1
    remind_after_days: Annotated[int, Field(ge=1, le=30)] = 2

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if self.open_days >= 7 * self.every_weeks:
            raise ValueError("open_days: a round must close before the next one opens")
        try:
            ZoneInfo(self.timezone)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"timezone: {self.timezone!r} is not a known time zone") from error
        return self


class OwnRhythm(Part):
    """Within what a practice may set its own rhythm. weekdays: 1 (Monday) to 7. earliest, latest: local times.

    every_weeks: empty where no practice may.
    """

    every_weeks: tuple[Annotated[int, Field(ge=1, le=52)], ...] = (1, 2, 3, 4, 6, 8)
    weekdays: tuple[Annotated[int, Field(ge=1, le=7)], ...] = (1, 2, 3, 4, 5, 6)
    earliest: time = time(9)
    latest: time = time(19)
    fewest_days: Annotated[int, Field(ge=1, le=60)] = 3
    most_days: Annotated[int, Field(ge=1, le=60)] = 13


class Programme(Part):
    """Everything that makes this bot this programme's bot. `languages[0]` is the first language.

    texts: own wording for any text of the bot, by language and key; also how a language is added
    that the bot itself does not speak (what is missing is said in the first language).
    languages_read: those of which somebody who grew up with them has read the texts.
    languages_on: those it speaks; not said: those that are read. The others stay off until the owner turns them on.
    """

    name: Text
    website: Text
    languages: tuple[Language, ...] = Field(min_length=1)
    languages_read: tuple[Language, ...] = ("nl", "en")
    languages_on: tuple[Language, ...] | None = None
    controller: Controller = Controller()
    schedule: Schedule
    own_rhythm: OwnRhythm = OwnRhythm()
    practices: tuple[Practice, ...] = Field(min_length=1)
    central_questions: tuple[CentralQuestion, ...] = Field(min_length=1, max_length=MOST_BUTTONS)
    organisation_types: tuple[OrganisationType, ...] = Field(min_length=1)
    forms: tuple[Form, ...] = Field(min_length=1)
    texts: dict[Language, dict[str, str | tuple[str, ...]]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if strange := set(self.languages_on or ()) - set(self.languages):
            raise ValueError(f"languages_on: {min(strange)!r} is not one of languages")
        check_once("practices", [practice.slug for practice in self.practices])
        check_once("practices", [practice.name.casefold() for practice in self.practices])
        check_once("central_questions", [central.key for central in self.central_questions])
        check_once("organisation_types", [kind.key for kind in self.organisation_types])
        check_once("forms", [form.role for form in self.forms])
        questions = [question for form in self.forms for question in form.questions]
        check_once("forms.questions", [question.key for question in questions])
        for form in self.forms:
            self._references_exist(form)
        for where, text in localised_texts(self):
            if missing := set(self.languages) - text.keys():
                raise ValueError(f"{where}: no text in {', '.join(sorted(missing))}")
        return self

    def _references_exist(self, form: Form) -> None:
        earlier: dict[str, Question] = {}
        centrals = {central.key for central in self.central_questions}
        for question in form.questions:
            where = f"forms.{form.role}.{question.key}"
            if question.central and question.central not in centrals:
                raise ValueError(f"{where}.central: there is no central question {question.central!r}")
            if (question.every is None) != (question.instead_of is None):
                raise ValueError(f"{where}: every and instead_of go together")
            if question.instead_of and question.instead_of not in {one.key for one in form.questions}:
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
        if unknown := set(form.turns) - earlier.keys():
            raise ValueError(f"forms.{form.role}.turns: {min(unknown)!r} is no question of this form")

    def as_spoken(self) -> Self:
        """This programme in no other language than its first one, and those that are on."""
        on = self.languages_read if self.languages_on is None else self.languages_on
        spoken = tuple(language for language in self.languages if language in {self.languages[0], *on})
        return self.model_copy(update={"languages": spoken})

    def controller_of(self, slug: str | None) -> Controller:
        """Who is responsible in this practice; None, or one that the file does not name: in the whole programme."""
        own = next((practice.controller for practice in self.practices if practice.slug == slug), Controller())
        return own.over(self.controller)

    def unfilled(self, slug: str | None) -> list[str]:
        """The required fields of the notice that are empty there, or lack a language: `controller.email`."""
        return self.controller_of(slug).missing(self.languages)

    def form(self, role: str, number: int = 1) -> Form | None:
        """What a role is asked in a round of this number; 1: in an ordinary one. None when it is asked nothing."""
        return next((form.in_round(number) for form in self.forms if form.role == role), None)

    def statuses(self) -> dict[str, Option]:
        """What an experiment's status can be, by key: the options of the choice that is asked of every experiment."""
        return {option.key: option for question in self.status_questions() for option in question.options}

    def status_questions(self) -> list[Question]:
        """What is asked about the status of every experiment; one, but for a programme whose roles are asked apart."""
        questions = (question for form in self.forms for question in form.questions)
        return [one for one in questions if one.per_experiment and one.kind == "choice" and not one.expected]

    def came_true(self) -> Question | None:
        """The choice whether it turned out as expected, asked of experiments of which something was."""
        return next((one for form in self.forms for one in form.questions if one.expected), None)

    def looked_back_at(self) -> frozenset[str]:
        """The statuses (keys) at which a coordinator is asked what was learnt."""
        return frozenset(key for key, option in self.statuses().items() if option.looks_back)


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


def check_once(where: str, keys: list[str]) -> None:
    """Raises ValueError, naming the list and the key, when a key stands in the list twice."""
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"{where}: {key!r} stands there twice")


def localised_texts(part: Part, where: str = "") -> Iterator[tuple[str, Localised]]:
    """Every localised text below a part, with the path to it, such as `central_questions.samen.text`."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        path = f"{where}.{name}".lstrip(".")
        if name in {"text", "short", "label"} or (name == "name" and isinstance(value, dict)):
            yield path, value
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Part):
                names = (getattr(inner, attribute, None) for attribute in ("key", "slug", "role"))
                key = next(filter(None, names), None)
                yield from localised_texts(inner, f"{path}.{key}" if key else path)
