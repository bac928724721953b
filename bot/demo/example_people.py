"""The people of the example: as many as the source counts, each registered in a practice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import select

from bot.demo.example_practices import Workplace
from programme.example import Example, ExamplePractice
from rules.access import Role
from rules.registration import NOTICE_VERSION
from storage.connection import Connection
from storage.tables import consents, experiment_members, memberships, people

#: Above 2**32, where newer Telegram accounts have their ids.
FIRST_TELEGRAM_ID = 8_900_000_001


@dataclass(frozen=True, slots=True)
class ExamplePerson:
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


async def register(
    connection: Connection,
    everyone: Sequence[ExamplePerson],
    workplaces: Mapping[str, Workplace],
    language: str,
    at: datetime,
) -> None:
    """Writes all of them down as registered at that moment: in bulk, for one by one takes many seconds."""
    newcomers = [_person(person, language, at) for person in everyone]
    await connection.execute(people.insert(), newcomers)
    joined = [_membership(person, workplaces[person.practice].practice_id, at) for person in everyone]
    await connection.execute(memberships.insert(), joined)
    await connection.execute(consents.insert(), [_to_files(person, at) for person in everyone])
    membership_of = {row[0]: row[1] for row in await connection.execute(_MEMBERSHIPS)}
    chosen = [
        {"membership_id": membership_of[person.id], "experiment_id": experiment_id}
        for person in everyone
        for experiment_id in person.experiments(list(workplaces[person.practice].statuses))
    ]
    await connection.execute(experiment_members.insert(), chosen)


_MEMBERSHIPS = select(memberships.c.person_id, memberships.c.id)


def _person(person: ExamplePerson, language: str, at: datetime) -> dict[str, Any]:
    return {
        "id": person.id,
        "telegram_id": person.telegram_id,
        "language": language,
        "created_at": at,
        "is_test": True,
    }


def _to_files(person: ExamplePerson, at: datetime) -> dict[str, Any]:
    """Participants let their texts go along on an experience card, so that there is one to look at."""
    given = person.role is Role.PARTICIPANT
    row = {"person_id": person.id, "purpose": "research", "given": given, "at": at}
    return row | {"notice_version": NOTICE_VERSION, "notice_hash": ""}


def _membership(person: ExamplePerson, practice_id: int, at: datetime) -> dict[str, Any]:
    asked_at = at if person.role is Role.PARTICIPANT else None
    return {
        "person_id": person.id,
        "practice_id": practice_id,
        "role": person.role.value,
        "consent_version": NOTICE_VERSION,
        "consented_at": at,
        "organisation": person.organisation,
        "organisation_answered_at": asked_at,
        "experiments_answered_at": asked_at,
        "registered_at": at,
        "created_at": at,
    }
