from dataclasses import dataclass
from itertools import takewhile

from simulator import errors
from simulator.clock import Clock
from simulator.wire import JSON
from simulator.world.chats import Chat
from simulator.world.limits import Limits
from simulator.world.people import Person
from simulator.world.polling import Polling
from simulator.world.profile import Profile
from simulator.world.updates import Update, Updates
from simulator.world.waiting import Waiting
from simulator.world.webhook import Webhook

QUERY_LIFETIME = 150


@dataclass(frozen=True, slots=True)
class Query:
    """A tap that wants an answer."""

    id: str
    chat: Chat
    made_at: int


class Bot:
    def __init__(self, token: str, username: str, name: str, clock: Clock, waiting: Waiting) -> None:
        self.token = token
        self.id = int(token.partition(":")[0])
        self.username = username
        self.profile = Profile(names={"": name})
        self.chats: dict[int, Chat] = {}
        self.updates = Updates(clock)
        self.polling = Polling(self.updates, waiting)
        self.webhook = Webhook(self.updates, waiting, clock)
        self.limits = Limits()
        self.updates.on_new = self._announce
        self._queries: dict[str, Query] = {}

    @property
    def listening(self) -> bool:
        """Whether an update made now would reach the bot now."""
        return self.webhook.active or self.polling.waits

    @property
    def name(self) -> str:
        return self.profile.names[""]

    def as_user(self) -> JSON:
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def chat_with(self, person: Person) -> Chat:
        if person.id not in self.chats:
            self.chats[person.id] = Chat(person.as_chat())
        return self.chats[person.id]

    def asked(self, query: Query) -> None:
        self.forget_queries(query.made_at)
        self._queries[query.id] = query
        query.chat.spinning[query.id] = None
        query.chat.changed()

    def query(self, id: str, now: int) -> Query:
        self.forget_queries(now)
        query = self._queries.get(id)
        if query is None:
            raise errors.bad_request("query is too old and response timeout expired or query ID is invalid")
        return query

    def forget_queries(self, now: int) -> None:
        """A tap that got no answer in time stops spinning, and gets none any more."""
        for query in list(takewhile(lambda query: now - query.made_at > QUERY_LIFETIME, self._queries.values())):
            del self._queries[query.id]
            if query.id in query.chat.spinning:
                del query.chat.spinning[query.id]
                query.chat.changed()

    def everything_changed(self) -> None:
        for chat in self.chats.values():
            chat.changed()

    def _announce(self, update: Update) -> None:
        if self.webhook.active:
            self.webhook.deliver(update)
        else:
            self.polling.wake()
