"""Many people in a few practices, who all answer when a round opens."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from random import Random

from bot.demo import population
from bot.demo.design_questions import trying_out, work_on
from bot.demo.population import PersonPlan, practice_id
from rules.access import Role
from tests.chaos.person import InVain, Person
from tests.chaos.site import Site

PRACTICES = ("zwolle", "ede", "leiden")
ROLES = ((Role.CAREGIVER,), (Role.PARTICIPANT,), (Role.CAREGIVER, Role.PARTICIPANT))
WORK = trying_out("Een vast gezicht", "Samen eten")


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
    plans, crowd = [], []
    async with site.database.write() as connection:
        known = {slug: await practice_id(connection, slug) for slug in PRACTICES}
        tried = {slug: await work_on(connection, known[slug], [WORK], site.now()) for slug in PRACTICES}
        for phone, (slug, roles) in zip(phones, kinds, strict=True):
            works_on = [site.random.choice(tried[slug])] if Role.PARTICIPANT in roles else []
            plans.append(PersonPlan(phone.id, roles, known[slug], experiments=works_on))
            crowd.append(Person(phone, plans[-1].id, slug, Random(site.random.random()), patience))
        await population.settle(connection, plans, site.now())
    return Crowd(crowd)
