"""A Telegram on paper: requests change what lies on the phones, without a network in between."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import orjson
from telegram.request import BaseRequest, RequestData

from simulator.message import Button
from simulator.phone import Message

ME = {"id": 7000000001, "is_bot": True, "first_name": "Mantelzorg", "username": "mantelzorg_bot"}


class PaperTelegram(BaseRequest):
    """`chats`: by person, what lies on the phone. `blocked`: who refuses the bot.

    dies: what happens to the next message or edit: the process dies before it reached the phone, or after.
    lost_track: whose phone shows what the bot cannot know since then.
    """

    def __init__(self) -> None:
        self.chats: defaultdict[int, dict[int, Message]] = defaultdict(dict)
        self.blocked: set[int] = set()
        self.dies: str | None = None
        self.lost_track: set[int] = set()
        self._last_id: defaultdict[int, int] = defaultdict(int)

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    def number(self, chat_id: int) -> int:
        """The number of the next message in a chat, whoever writes it."""
        self._last_id[chat_id] += 1
        return self._last_id[chat_id]

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        if name == "getMe":
            return 200, _ok(ME)
        assert request_data
        given = request_data.json_parameters
        chat_id = int(given.get("chat_id", 0))
        if name == "sendChatAction" and chat_id in self.blocked:
            return 403, _refused(403, "Forbidden: bot was blocked by the user")
        if name not in ("sendMessage", "editMessageText"):
            return 200, _ok(True)
        if self.dies:
            self.lost_track.add(chat_id)
        return self._survives(lambda: self._say(name, chat_id, given))

    # The one who asked never hears of it: as for a process that is gone, nothing after it happens any more.
    def _survives(self, act: Callable[[], tuple[int, bytes]]) -> tuple[int, bytes]:
        dies, self.dies = self.dies, None
        if dies == "before":
            raise asyncio.CancelledError
        answer = act()
        if dies == "after":
            raise asyncio.CancelledError
        return answer

    def _say(self, name: str, chat_id: int, given: Mapping[str, str]) -> tuple[int, bytes]:
        if chat_id in self.blocked:
            return 403, _refused(403, "Forbidden: bot was blocked by the user")
        chat = self.chats[chat_id]
        number = int(given["message_id"]) if name == "editMessageText" else self.number(chat_id)
        before, after = chat.get(number), _message(number, given)
        if name == "editMessageText" and before is None:
            return 400, _refused(400, "Bad Request: message to edit not found")
        if before and (before.text, before.rows) == (after.text, after.rows):
            return 400, _refused(400, "Bad Request: message is not modified")
        chat[number] = after
        return 200, _ok({"message_id": number, "date": 0, "chat": {"id": chat_id, "type": "private"}})


def _message(number: int, given: Mapping[str, str]) -> Message:
    markup = orjson.loads(given["reply_markup"]) if "reply_markup" in given else {}
    rows = [
        [Button(button["text"], button.get("callback_data"), button.get("url")) for button in row]
        for row in markup.get("inline_keyboard", [])
    ]
    about: dict[str, Any] = dict.fromkeys(Message.__slots__)
    return Message(**about | {"id": number, "by_bot": True, "text": given["text"], "rows": rows, "deleted": False})


def _ok(result: Any) -> bytes:
    return orjson.dumps({"ok": True, "result": result})


def _refused(code: int, description: str) -> bytes:
    return orjson.dumps({"ok": False, "error_code": code, "description": description})
