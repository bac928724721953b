from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice, takewhile

from simulator.clock import Clock
from simulator.wire import JSON, dumps

FIRST_ID = 500_000_001
KEPT = 10_000
LIFETIME = 24 * 3600
TAP_LIFETIME = 150
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    kind: str
    chat_id: int
    made_at: int
    body: bytes

    def expired(self, now: int) -> bool:
        return now - self.made_at > (TAP_LIFETIME if self.kind == "callback_query" else LIFETIME)


class Updates:
    """What a bot still has to hear. It stays until a later request confirms it, or it expires."""

    def __init__(self, clock: Clock) -> None:
        self.allowed: frozenset[str] | None = None
        self.on_new: Callable[[Update], None] = lambda update: None
        self._clock = clock
        self._next_id = FIRST_ID
        self._looked_at = 0
        self._pending: dict[int, Update] = {}
        self._again: deque[Update] = deque()
        self._recent: dict[int, Update] = {}

    def __len__(self) -> int:
        return len(self._pending) + len(self._again)

    def add(self, kind: str, chat_id: int, content: JSON) -> int | None:
        return self._put(self._next_id, kind, chat_id, content) if self._wanted(kind) else None

    def add_raw(self, update: JSON) -> int:
        """Any update object as it is, with the id it brings or the next one."""
        kind = next((key for key in update if key != "update_id"), "")
        content: JSON = update.get(kind) or {}
        chat_id = content.get("message", content).get("chat", {}).get("id", 0)
        return self._put(int(update.get("update_id", self._next_id)), kind, chat_id, content)

    def redeliver(self, ids: Iterable[int]) -> list[int]:
        """Queue updates once more, even if confirmed. Returns the ids that are not known any more."""
        wanted = list(ids)
        for id in wanted:
            if update := self._recent.get(id):
                self._again.append(update)
                self.on_new(update)
        return [id for id in wanted if id not in self._recent]

    def fetch(self, offset: int, limit: int) -> list[Update]:
        """Once more what was confirmed, then what was not, in order: so no offset confirms what was never fetched."""
        self._confirm_before(offset)
        self._expire()
        again = [self._again.popleft() for _ in range(min(limit, len(self._again)))]
        again = [update for update in again if update.id not in self._pending]
        return again + list(islice(self._pending.values(), limit - len(again)))

    def pending(self) -> list[Update]:
        self._expire()
        return [*self._again, *self._pending.values()]

    def confirm(self, update: Update) -> None:
        if update in self._again:
            self._again.remove(update)
        else:
            self._pending.pop(update.id, None)

    def forget_all(self) -> None:
        self._pending.clear()
        self._again.clear()

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST

    def _put(self, id: int, kind: str, chat_id: int, content: JSON) -> int:
        body = dumps({"update_id": id, kind: content} if kind else {"update_id": id})
        update = Update(id, kind, chat_id, self._clock.timestamp(), body)
        self._pending[id] = self._recent[id] = update
        if id < self._next_id - 1:
            self._pending = dict(sorted(self._pending.items()))
        self._next_id = max(self._next_id, id + 1)
        if len(self._recent) > KEPT:
            del self._recent[next(iter(self._recent))]
        self.on_new(update)
        return id

    def _confirm_before(self, offset: int) -> None:
        """A negative offset counts from the end of the queue."""
        if offset < 0:
            offset = next(islice(reversed(self._pending), min(-offset, len(self._pending)) - 1, None), 0)
        for id in list(takewhile(lambda id: id < offset, self._pending)):
            del self._pending[id]

    def _expire(self) -> None:
        now = self._clock.timestamp()
        if now == self._looked_at:
            return
        self._looked_at = now
        for update in [update for update in self._pending.values() if update.expired(now)]:
            del self._pending[update.id]
