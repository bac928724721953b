"""The few methods of the Bot API that a check-in needs, answered as fast as Python can."""

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import parse_qs

import orjson

from tests.bench.fake_api.scene import FILE, Scene, message

Reply = Callable[[bytes], None]

#: Of a spreadsheet.
ROWS = 1_000
STORED = orjson.dumps({"ok": True, "result": {"file_id": FILE, "file_unique_id": FILE, "file_path": FILE}})
OK = b'{"ok":true,"result":true}'
ME = (
    b'{"ok":true,"result":{"id":7000000001,"is_bot":true,"first_name":"Mantelzorg","username":"mantelzorg_bot",'
    b'"can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false}}'
)
_CHAT, _QUERY, _OFFSET = (
    re.compile(rb"chat_id\W+(\d+)"),
    re.compile(rb"query_id\W+(\d+)"),
    re.compile(rb"offset\W+(\d+)"),
)
_TIMEOUT = re.compile(rb"(?<![a-z_])timeout\W+(\d+)")
#: Not a real chat or message: a place to put one's number.
_CHAT_MARK, _MESSAGE_MARK = 1_111_111_111, 2_222_222_222


@dataclass(slots=True)
class _Poll:
    """A bot that waits for updates."""

    reply: Reply
    until: float
    timer: asyncio.TimerHandle | None = None

    def stop(self) -> None:
        if self.timer:
            self.timer.cancel()


class FakeTelegram:
    """One bot's Telegram. `delay`: seconds between a request and its response, as the network would take."""

    def __init__(self) -> None:
        self.delay = 0.0
        self.polls = 0
        self._scene = Scene((), 1, strict=False)
        self._next_update = 1
        self._next_message = 1_000
        self._file = b""
        self._poll: _Poll | None = None
        self._methods: dict[bytes, Callable[[bytes, Reply], None]] = {
            b"getUpdates": self._get_updates,
            b"answerCallbackQuery": self._answer,
            b"editMessageText": self._edit,
            b"sendMessage": self._send,
            b"sendPhoto": self._send,
            b"sendDocument": self._send,
            b"getFile": lambda _, reply: self._later(reply, STORED),
            FILE.encode(): lambda _, reply: self._later(reply, self._file),
            b"getMe": lambda _, reply: self._later(reply, ME),
        }
        before, between, after = _template()
        self._frame = before, between, after

    def _shown(self, chat: bytes, number: int) -> bytes:
        before, between, after = self._frame
        return b"%b%d%b%b%b" % (before, number, between, chat, after)

    def call(self, method: bytes, body: bytes, reply: Reply) -> None:
        """Answers one request, now or when there is something to say."""
        known = self._methods.get(method)
        if known:
            known(body, reply)
        else:
            self._later(reply, OK)

    def control(self, what: bytes, body: bytes) -> Any:
        """The benchmark sets the scene, starts it and asks how far it is."""
        return {b"set": self._set, b"start": self._start, b"progress": self._progress, b"report": self._report}[what](
            orjson.loads(body) if body else {}
        )

    def _set(self, wanted: Mapping[str, Any]) -> Any:
        self.delay = wanted["delay"]
        self._scene = Scene(wanted["taps"], self._next_update, wanted["strict"])
        if any(data == FILE for _, _, data in wanted["taps"]):
            self._file = _spreadsheet()
        self._next_update += len(wanted["taps"])
        return {}

    def _start(self, _: Any) -> Any:
        self._scene.started_at = monotonic()
        self._look_again()
        return {}

    def _progress(self, _: Any) -> Any:
        scene = self._scene
        return {
            "polls": self.polls,
            "confirmed": scene.confirmed,
            "edited": len(scene.edited),
            "answered": len(scene.answered),
            "sent": len(scene.sent),
        }

    def _report(self, _: Any) -> Any:
        return self._scene.report()

    def _get_updates(self, body: bytes, reply: Reply) -> None:
        self.polls += 1
        self._hang_up()
        if offset := _OFFSET.search(body):
            self._scene.confirm(int(offset[1]))
        waits = _TIMEOUT.search(body)
        self._poll = _Poll(reply, monotonic() + (int(waits[1]) if waits else 0))
        self._look_again()

    def _look_again(self) -> None:
        """Answers the waiting poll when there is an update, or looks again when the next one comes."""
        poll, now = self._poll, monotonic()
        if poll is None:
            return
        poll.stop()
        updates = self._scene.waiting(now)
        if updates or now >= poll.until:
            self._poll = None
            self._later(poll.reply, b'{"ok":true,"result":[%b]}' % updates)
        else:
            pause = max(0.0, min(poll.until, self._scene.next_at()) - now)
            poll.timer = asyncio.get_running_loop().call_later(pause, self._look_again)

    def _hang_up(self) -> None:
        # A killed bot's poll still waits here; it must not swallow what the next one asks for.
        if self._poll:
            self._poll.stop()
        self._poll = None

    def _answer(self, body: bytes, reply: Reply) -> None:
        if query := _QUERY.search(body):
            self._scene.answered.setdefault(int(query[1]), monotonic() + self.delay)
        self._later(reply, OK)

    def _edit(self, body: bytes, reply: Reply) -> None:
        chat = _chat_in(body)
        if self._refuses(reply):
            return
        self._scene.edits += 1
        self._scene.edited.setdefault(int(chat), monotonic() + self.delay)
        self._later(reply, self._shown(chat, 1))

    def _send(self, body: bytes, reply: Reply) -> None:
        chat = _chat_in(body)
        if self._refuses(reply):
            return
        self._next_message += 1
        self._scene.sends += 1
        self._scene.sent.setdefault(int(chat), monotonic() + self.delay)
        self._later(reply, self._shown(chat, self._next_message))

    def _refuses(self, reply: Reply) -> bool:
        seconds = self._scene.limit.retry_after(monotonic()) if self._scene.limit else 0
        if seconds:
            said = {"error_code": 429, "description": f"Too Many Requests: retry after {seconds}"}
            self._later(reply, orjson.dumps({"ok": False, **said, "parameters": {"retry_after": seconds}}))
        return seconds > 0

    def _later(self, reply: Reply, payload: bytes) -> None:
        if self.delay:
            asyncio.get_running_loop().call_later(self.delay, reply, payload)
        else:
            reply(payload)


def _spreadsheet() -> bytes:
    """As large as one that somebody would send: a thousand rows of design questions."""
    from tests.spreadsheets import dutch, xlsx  # only for who is sent one

    questions = [(number, "Zwolle", "samen", f"Wat helpt bij {number}?") for number in range(1, ROWS + 1)]
    return xlsx(dutch(questions))


def _chat_in(body: bytes) -> bytes:
    found = _CHAT.search(body)
    return found[1] if found else parse_qs(body)[b"chat_id"][0]


def _template() -> tuple[bytes, bytes, bytes]:
    """A message's JSON, cut open where its number and its chat's belong."""
    whole = orjson.dumps({"ok": True, "result": message(_CHAT_MARK, _MESSAGE_MARK)})
    before, rest = whole.split(str(_MESSAGE_MARK).encode())
    between, after = rest.split(str(_CHAT_MARK).encode())
    return before, between, after
