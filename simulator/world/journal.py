from collections import deque
from itertools import takewhile
from typing import NamedTuple

KEPT = 50_000


class Entry(NamedTuple):
    """One request of a bot. What was said in it is left out on purpose."""

    seq: int
    at_monotonic: float
    method: str
    chat_id: int | None
    outcome: int | str


class Journal:
    """What the bots asked, and how that ended: the last so many requests."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._seq = 0

    def add(self, at_monotonic: float, method: str, chat_id: int | None, outcome: int | str) -> None:
        self._seq += 1
        self._entries.append(Entry(self._seq, at_monotonic, method, chat_id, outcome))

    def since(self, seq: float, method: str | None = None) -> list[Entry]:
        newest_first = takewhile(lambda entry: entry.seq > seq, reversed(self._entries))
        return [entry for entry in newest_first if method in (None, entry.method)][::-1]
