"""Many people in a few practices, who all answer when a round opens."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from random import Random

from rules.access import Role
from rules.registration import NOTICE_VERSION
from storage import experiments, memberships, people, practices
from storage.connection import Connection
from tests.chaos.person import InVain, Person
from tests.chaos.site import Site

PRACTICES = ("zwolle", "ede", "leiden")
ROLES = ((Role.CAREGIVER,), (Role.PARTICIPANT,), (Role.CAREGIVER, Role.PARTICIPANT))
TITLES = ("Een vast gezicht", "Samen eten")


@dataclass(slots=True)
class Crowd:
    """The people, and what some of them waited for in vain."""

    people: Sequence[Person]
    in_vain: list[tuple[Person, str]] = field(default_factory=list)

    @property
    def acts(self) -> int:
        return sum(person.acts for person in self.people)

    async def checks_in(self) -> None:
        """Everybody answers, side by side."""
        await asyncio.gather(*(self._checks_in(person) for person in self.people))

    async def _checks_in(self, person: Person) -> None:
        try:
            await person.checks_in(self.people)
        except InVain as reason:
            self.in_vain.append((person, str(reason)))

    async def taps_late(self) -> None:
        """Everybody tries to say something after the round."""
        await asyncio.gather(*(person.taps_late() for person in self.people))


async def settle(site: Site, size: int, patience: float) -> Crowd:
    """People of each kind, registered, in practices that try something out."""
    phones = [await site.telegram.person(f"Person {number}", started=True) for number in range(size)]
    kinds = islice(cycle((practice, roles) for roles in ROLES for practice in PRACTICES), size)
    settled = []
    async with site.database.write() as connection:
        tried = {slug: await _try_out(connection, slug, site) for slug in PRACTICES}
        for phone, (slug, roles) in zip(phones, kinds, strict=True):
            person_id = await _register(connection, phone.id, slug, roles, tried[slug], site)
            settled.append(Person(phone, person_id, slug, Random(site.random.random()), patience))
    return Crowd(settled)


async def _try_out(connection: Connection, slug: str, site: Site) -> list[int]:
    practice = await practices.by_slug(connection, slug)
    assert practice
    now = site.now()
    question = await experiments.put_design_question(connection, practice.id, "q", "goed", "Hoe helpen wij?", 1, now)
    return [
        await experiments.put_experiment(connection, question, f"e{position}", title, position, now)
        for position, title in enumerate(TITLES, 1)
    ]


async def _register(
    connection: Connection, telegram_id: int, slug: str, roles: Sequence[Role], tried: Sequence[int], site: Site
) -> int:
    now, practice = site.now(), await practices.by_slug(connection, slug)
    assert practice
    met = await people.meet(connection, telegram_id, "nl", now)
    for role in roles:
        await memberships.begin(connection, met.person_id, practice.id, role, now)
    viewer = await people.viewer_by_id(connection, met.person_id)
    assert viewer
    for membership in viewer.memberships:
        await memberships.consent(connection, membership.id, NOTICE_VERSION, now)
        await memberships.complete(connection, membership.id, now)
        if membership.role is Role.PARTICIPANT:
            await experiments.toggle(connection, membership.id, site.random.choice(tried))
    return met.person_id
