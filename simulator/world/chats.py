import asyncio
from collections import deque
from dataclasses import dataclass, field

from simulator.wire import JSON
from simulator.world.waiting import Waiting

KEPT_MESSAGES = 200
KEPT_NOTICES = 20


@dataclass(slots=True)
class Message:
    """A message as Telegram holds it. An edit replaces the body, never changes it: others hold on to it."""

    body: JSON
    by_bot: bool
    version: int = 0
    force_reply: JSON | None = None
    silent: bool = False
    deleted: bool = False

    @property
    def id(self) -> int:
        return int(self.body["message_id"])

    def quoted(self) -> JSON:
        """As another message shows it: what it was itself an answer to is left out."""
        return {key: value for key, value in self.body.items() if key != "reply_to_message"}


@dataclass(slots=True)
class Chat:
    """One conversation of one bot, with a person or with a group."""

    about: JSON
    started: bool = False
    blocked: bool = False
    version: int = 1
    messages: dict[int, Message] = field(default_factory=dict)
    toasts: deque[JSON] = field(default_factory=lambda: deque(maxlen=KEPT_NOTICES))
    spinning: dict[str, None] = field(default_factory=dict)
    _last_id: int = 0
    _watchers: set[asyncio.Future[None]] = field(default_factory=set)

    @property
    def id(self) -> int:
        return int(self.about["id"])

    def add(self, content: JSON, sender: JSON, date: int) -> Message:
        self._last_id += 1
        body = {"message_id": self._last_id, "from": sender, "chat": self.about, "date": date, **content}
        message = Message(body, by_bot=sender["is_bot"])
        self.messages[self._last_id] = message
        if len(self.messages) > KEPT_MESSAGES:
            del self.messages[next(iter(self.messages))]
        self.changed(message)
        return message

    def find(self, message_id: int) -> Message | None:
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message

    def newest(self) -> Message | None:
        return next((message for message in reversed(self.messages.values()) if not message.deleted), None)

    def delete(self, message: Message) -> None:
        message.deleted = True
        self.changed(message)

    def changed(self, message: Message | None = None) -> None:
        self.version += 1
        if message is not None:
            message.version = self.version
        for watcher in self._watchers:
            if not watcher.done():
                watcher.set_result(None)

    async def news(self, waiting: Waiting, after: float, seconds: float) -> None:
        """Return as soon as the version is above `after`, at the latest after so many seconds."""
        if self.version > after or seconds <= 0:
            return
        watcher: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._watchers.add(watcher)
        try:
            await waiting.until(watcher, seconds)
        finally:
            self._watchers.discard(watcher)
