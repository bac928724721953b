"""What a programme file may say, and what must hold in it.

The shapes follow the indicator "aantal lokale pilots" of the monitor Langer Thuis (2020): practices with
design questions under three central questions, and the organisation types of its Tabel 1.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from programme.controller import Controller
from programme.form import Form, Option, Question
from programme.part import MOST_BUTTONS, Key, Language, Localised, Name, Part, Slug, Text, check_once, localised_texts
from programme.schedule import OwnRhythm, Schedule

Region = Literal["noord", "midden", "zuid"]


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
            form.check({central.key for central in self.central_questions})
        for where, text in localised_texts(self):
            if missing := set(self.languages) - text.keys():
                raise ValueError(f"{where}: no text in {', '.join(sorted(missing))}")
        return self

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
