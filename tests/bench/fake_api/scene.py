"""What happens on the phones: who taps what and when, and what came back."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from tests.bench.fake_api.limit import Limit

#: The message that everybody's check-in is in.
MESSAGE = 1
#: Instead of a button's data: this file is sent. Telegram keeps it under this name.
FILE = "plan.xlsx"
#: As many updates in one answer as Telegram gives.
BATCH = 100


class Scene:
    """Taps at their moments (seconds after the start), each by somebody else.

    strict: keep Telegram's limit. Times are those of the machine's monotonic clock, which all processes share.
    """

    def __init__(self, taps: Sequence[tuple[float, int, str]], first_update: int, strict: bool) -> None:
        self.limit = Limit() if strict else None
        self.started_at = float("inf")
        self.confirmed = 0
        self.answered: dict[int, float] = {}
        self.edited: dict[int, float] = {}
        self.sent: dict[int, float] = {}
        self.sends = 0
        self.edits = 0
        self._first = first_update
        self._moments = [moment for moment, _, _ in taps]
        self._updates = [_update(first_update + i, chat, data) for i, (_, chat, data) in enumerate(taps)]
        self._chats = [chat for _, chat, _ in taps]

    def confirm(self, offset: int) -> None:
        """Everything before this update is the bot's own business from now on."""
        self.confirmed = max(self.confirmed, min(offset - self._first, len(self._updates)))

    def waiting(self, now: float) -> bytes:
        """The updates that happened and are not confirmed, as JSON, without the brackets."""
        happened = bisect_right(self._moments, now - self.started_at)
        return b",".join(self._updates[self.confirmed : min(happened, self.confirmed + BATCH)])

    def next_at(self) -> float:
        """When the next tap happens that nobody was told of; infinity when there is none."""
        if self.confirmed == len(self._moments):
            return float("inf")
        return self.started_at + self._moments[self.confirmed]

    def report(self) -> Mapping[str, Any]:
        """Everything counted. Per tap: seconds from the start to tap, answer and edit; None: it never came."""
        taps = [
            (moment, self._since(self.answered.get(self._first + i)), self._since(self.edited.get(chat)))
            for i, (moment, chat) in enumerate(zip(self._moments, self._chats, strict=True))
        ]
        return {
            "started_at": self.started_at,
            "taps": taps,
            "sent": [(chat, self._since(at)) for chat, at in self.sent.items()],
            "sends": self.sends,
            "edits": self.edits,
            "refused": self.limit.refused if self.limit else 0,
            "confirmed": self.confirmed,
        }

    def _since(self, at: float | None) -> float | None:
        return None if at is None else at - self.started_at


def _update(number: int, chat: int, data: str) -> bytes:
    """A tap; or a command, or a file, sent instead."""
    person = {"id": chat, "is_bot": False, "first_name": "Anneke", "language_code": "nl"}
    if data.startswith("/") or data == FILE:
        return orjson.dumps({"update_id": number, "message": _sent(number, person, data)})
    query = {
        "id": str(number),
        "from": person,
        "chat_instance": "1",
        "data": data,
        "message": message(chat, MESSAGE),
    }
    return orjson.dumps({"update_id": number, "callback_query": query})


def _sent(number: int, person: Mapping[str, Any], data: str) -> dict[str, Any]:
    sent = {"message_id": number + 10**6, "from": person, "chat": {"id": person["id"], "type": "private"}, "date": 1}
    if data == FILE:
        return sent | {"document": {"file_id": FILE, "file_unique_id": FILE, "file_name": FILE}}
    return sent | {"text": data, "entities": [{"type": "bot_command", "offset": 0, "length": len(data)}]}


def message(chat: int, number: int) -> dict[str, Any]:
    """A question with its buttons, about as long as a real one."""
    return {
        "message_id": number,
        "from": {"id": 7000000001, "is_bot": True, "first_name": "Mantelzorg", "username": "mantelzorg_bot"},
        "chat": {"id": chat, "first_name": "Anneke", "type": "private"},
        "date": 1_795_000_000,
        "text": "Samen zorgen: 3\n\nVraag 2 van 3\nHoe houd ik het zorgen voor mijn naaste vol?\nHoe goed gaat dat?",
        "entities": [{"offset": 32, "length": 44, "type": "bold"}],
        "reply_markup": {"inline_keyboard": [[{"text": "Met moeite", "callback_data": "a|1|1|volhouden|2"}]] * 6},
    }
