from collections.abc import Iterator
from dataclasses import dataclass

from simulator.wire import JSON

SMALL_IDS, LARGE_IDS = 401_000_000, 7_100_000_000


@dataclass(slots=True)
class Person:
    id: int
    first_name: str
    language_code: str = "nl"
    pinned: bool = False
    deleted: bool = False

    def as_user(self) -> JSON:
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": self.language_code,
        }

    def as_chat(self) -> JSON:
        return {"id": self.id, "first_name": self.first_name, "type": "private"}


def new_ids() -> Iterator[int]:
    """By turns above and below 2**32, because real ids are both."""
    number = 0
    while True:
        number += 1
        yield LARGE_IDS + number
        yield SMALL_IDS + number
