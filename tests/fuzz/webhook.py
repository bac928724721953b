"""Webhook bodies, through the door as the web server gives them: in pieces, with any bytes, or as nearly an update."""

import asyncio
import json
from collections.abc import Iterator, MutableMapping, Sequence
from functools import cache
from typing import Any, cast

import orjson
from starlette.applications import Starlette
from starlette.routing import Route
from telegram import Bot

from bot.process_metrics import ProcessMetrics
from bot.receiver import LARGEST_ID, as_received
from bot.webhook import SECRET_HEADER, Webhook
from bot.wiring import real_time
from storage.database import Database
from storage.inbox import Received
from tests.fuzz.harness import sort_and_rest
from tests.handlers.updates import ANNEKE, message, tap

SECRET = "a-secret-that-only-telegram-knows"
WORDS = (
    *('"update_id":', '"message":', '"callback_query":', '"edited_message":', '"my_chat_member":', '"from":'),
    *('"chat":', '"id":', '"text":', "9223372036854775808", "-1", "1e999", "1e3", "0.5", "NaN", "Infinity", "true"),
    *(
        "null",
        "{}",
        "[]",
        '"\\ud83d"',
        '"\\u0000"',
        "update_id=",
        "message.chat.id=",
        "message.from.id=",
        "=#",
        "=null",
    ),
    *("callback_query.message.chat.id=", "callback_query.from.id=", "callback_query.message=", "\n"),
)
PIECE = 100


class Door(Webhook):
    """The webhook, which keeps what it would have stored."""

    def __init__(self) -> None:
        super().__init__(cast(Bot, None), cast(Database, None), real_time, lambda: None, ProcessMetrics(), "", SECRET)
        self.kept: list[Received] = []
        self.let_go: list[int] = []

    async def _store(self, received: Sequence[Received], unreadable: Sequence[int]) -> bool:
        self.kept += received
        self.let_go += unreadable
        return True


def one(data: bytes) -> None:
    """200 for an update, which can be read again or is set aside by its number; a refusal for anything else."""
    sort, rest = sort_and_rest(data, 2)
    body = rest if sort == 0 else json.dumps(_nested(rest.decode("utf-8", "surrogateescape"))).encode()
    status, door = _loop().run_until_complete(posted(body))
    assert status in {200, 400}
    assert len(door.kept) + len(door.let_go) == (status == 200)
    for received in door.kept:
        assert max(abs(received.update_id), abs(received.chat_id)) <= LARGEST_ID
        again = as_received(orjson.loads(received.payload.encode()))
        assert (again.update_id, again.chat_id) == (received.update_id, received.chat_id)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


def _nested(lines: str) -> dict[str, Any]:
    """Such as `message.chat.id=#5`: a sign for another type than text, as far as the value is of that type."""
    update: dict[str, Any] = {}
    for line in lines.split("\n"):
        where, _, value = line.partition("=")
        *path, last = where.split(".")[:8]
        place = update
        for step in path:
            inner = place.setdefault(step, {})
            place = inner if isinstance(inner, dict) else {}
        place[last] = _value(value)
    return update


def _value(written: str) -> Any:
    if not written.startswith("#"):
        return written
    try:
        return json.loads(written[1:])
    except (ValueError, RecursionError):
        return None


async def posted(body: bytes) -> tuple[int, Door]:
    door = Door()
    pieces = [body[at : at + PIECE] for at in range(0, len(body) + 1, PIECE)]
    statuses: list[int] = []

    async def receive() -> MutableMapping[str, Any]:
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(answered: MutableMapping[str, Any]) -> None:
        if answered["type"] == "http.response.start":
            statuses.append(answered["status"])
        else:
            assert not answered.get("body")

    app = Starlette(routes=[Route("/telegram", door.receive, methods=["POST"])])
    await app(_scope(), receive, send)
    (status,) = statuses
    return status, door


def _scope() -> dict[str, Any]:
    headers = {SECRET_HEADER.lower(): SECRET, "content-type": "application/json"}
    return {
        "type": "http",
        "method": "POST",
        "path": "/telegram",
        "raw_path": b"/telegram",
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }


def seeds() -> Iterator[bytes]:
    """A message and a tap as Telegram posts them, also value by value."""
    for update in (message(1, ANNEKE), message(2, ANNEKE, "/start abc"), tap(3, ANNEKE, "w|3")):
        yield b"\0" + orjson.dumps(update)
        yield b"\1" + "\n".join(_lines(update)).encode()
    yield b'\0{"update_id":4,"message":{"text":"\\ud83d","chat":{"id":5}}}'


def _lines(update: dict[str, Any], path: str = "") -> Iterator[str]:
    for key, value in update.items():
        if isinstance(value, dict):
            yield from _lines(value, f"{path}{key}.")
        else:
            yield f"{path}{key}={value if isinstance(value, str) else '#' + json.dumps(value)}"
