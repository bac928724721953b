"""HTTP/1.1 as far as a bot's client speaks it: one request after the other on a line that stays open."""

import asyncio
import re
from typing import cast

import orjson

from tests.bench.fake_api.telegram import FakeTelegram

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_STATUS = {True: b"200 OK", False: b"429 Too Many Requests"}


class Line(asyncio.Protocol):
    """One connection."""

    def __init__(self, telegram: FakeTelegram) -> None:
        self._telegram = telegram
        self._heard = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while request := self._next_request():
            self._handle(*request)

    def _next_request(self) -> tuple[bytes, bytes] | None:
        """Path and body of the first request that is complete."""
        head_ends = self._heard.find(b"\r\n\r\n")
        if head_ends < 0:
            return None
        head = self._heard[:head_ends]
        length = _LENGTH.search(head)
        ends = head_ends + 4 + (int(length[1]) if length else 0)
        if len(self._heard) < ends:
            return None
        body, self._heard = self._heard[head_ends + 4 : ends], self._heard[ends:]
        return head.split(b" ", 2)[1], body

    def _handle(self, path: bytes, body: bytes) -> None:
        path, _, query = path.partition(b"?")
        place, _, name = path.rpartition(b"/")
        if place == b"/control":
            self._reply(orjson.dumps(self._telegram.control(name, body)))
        else:
            self._telegram.call(name, body or query, self._reply)

    def _reply(self, payload: bytes) -> None:
        if self._transport is not None:
            status = _STATUS[not payload.startswith(b'{"ok":false')]
            head = b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            self._transport.write(head % (status, len(payload)) + payload)
