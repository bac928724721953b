import itertools

from simulator.clock import Clock
from simulator.host import Host
from simulator.wire import JSON
from simulator.world.bots import Bot
from simulator.world.faults import Faults
from simulator.world.files import Files
from simulator.world.journal import Journal
from simulator.world.people import Person, new_ids
from simulator.world.waiting import Waiting


class World:
    """Everything there is: people, groups, bots, the clock, and what goes wrong."""

    def __init__(self, clock: Clock, host: Host) -> None:
        self.clock = clock
        self.host = host
        self.waiting = Waiting()
        self.bots: dict[str, Bot] = {}
        self.people: dict[int, Person] = {}
        self.groups: dict[int, JSON] = {}
        self.files = Files()
        self.faults = Faults()
        self.journal = Journal()
        self._person_ids = new_ids()
        self._group_ids = itertools.count(1_001_000_000_001)
        self._query_ids = itertools.count(4_000_000_000_000_000_001)

    def add_bot(self, token: str, username: str, name: str) -> Bot:
        """The same token again is the same bot."""
        if token not in self.bots:
            self.bots[token] = Bot(token, username, name, self.clock, self.waiting)
        return self.bots[token]

    def add_person(self, first_name: str, language_code: str, id: int | None, pinned: bool) -> Person:
        """The same id again is the same person."""
        number = id if id is not None else next(i for i in self._person_ids if i not in self.people)
        if number not in self.people:
            self.people[number] = Person(number, first_name, language_code, pinned)
        return self.people[number]

    def add_group(self, title: str) -> JSON:
        group: JSON = {"id": -next(self._group_ids), "title": title, "type": "supergroup"}
        self.groups[group["id"]] = group
        return group

    def new_query_id(self) -> str:
        return str(next(self._query_ids))

    async def close(self) -> None:
        """End everything that waits or still wants to deliver."""
        for bot in self.bots.values():
            await bot.webhook.close()
        self.waiting.close()
