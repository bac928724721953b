"""The people of the example: as many as the source counts, each in a practice."""

from collections.abc import Iterator, Sequence
from itertools import count
from random import Random

from msgspec import Struct

from bot.demo.example_practices import Workplace
from bot.demo.population import PersonPlan
from programme.example import Example, ExamplePractice
from rules.access import Role

#: Above 2**32, where newer Telegram accounts have their ids.
FIRST_TELEGRAM_ID = 8_900_000_001


class ExamplePerson(Struct, frozen=True):
    """Somebody in the example. `number` counts those with the same role in the practice, from 0."""

    telegram_id: int
    practice: str
    role: Role
    number: int
    organisation: str | None = None

    @property
    def id(self) -> int:
        return Random(self.telegram_id).getrandbits(62)

    def experiments(self, running: Sequence[int]) -> list[int]:
        """One to three experiments, so spread that each of them has somebody; none for a caregiver."""
        if self.role is not Role.PARTICIPANT:
            return []
        places = (self.number + 2 * step for step in range(1 + self.number % 3))
        return list(dict.fromkeys(running[place % len(running)] for place in places))


def everybody(example: Example) -> list[ExamplePerson]:
    """All caregivers and participants, practice by practice; the same ones every time."""
    ids = count(FIRST_TELEGRAM_ID)
    return [person for practice in example.practices for person in _in_practice(practice, ids)]


def _in_practice(practice: ExamplePractice, ids: Iterator[int]) -> Iterator[ExamplePerson]:
    for number in range(practice.caregivers):
        yield ExamplePerson(next(ids), practice.slug, Role.CAREGIVER, number)
    for number, organisation in enumerate(_organisations(practice)):
        yield ExamplePerson(next(ids), practice.slug, Role.PARTICIPANT, number, organisation)


def _organisations(practice: ExamplePractice) -> list[str | None]:
    known = [key for key, size in practice.participants.items() for _ in range(size)]
    return [*known, *[None] * practice.participants_unknown]


def plan(person: ExamplePerson, workplace: Workplace, language: str) -> PersonPlan:
    """Not a test person: those are whoever visits the demo. Participants let their texts go along on a card."""
    return PersonPlan(
        person.telegram_id,
        [person.role],
        workplace.practice_id,
        id=person.id,
        language=language,
        organisation=person.organisation,
        experiments=person.experiments(list(workplace.statuses)),
        consents={"research": person.role is Role.PARTICIPANT},
    )
