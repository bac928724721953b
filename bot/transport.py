"""HTTP to Telegram on aiohttp: python-telegram-bot's own httpx rescans its pool for every request."""

import asyncio
import re
from collections.abc import Callable
from time import monotonic
from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot import json_in, proxies
from rules import causes

CONNECTIONS = 256
CONNECT_SECONDS = 5.0
#: Shorter than what a stopping sender waits for: what is under way ends one way or the other.
READ_SECONDS = 9.0
#: Told of every request when it ended: its method, the status (or "timeout", "no answer"), the seconds it took, and
#: why there was no answer.
Noted = Callable[[str, str, float, str], None]
#: An idle connection is dropped by us before the other side does it: a send on a dying one is a send in doubt.
KEEP_ALIVE_SECONDS = 20.0

Body = aiohttp.FormData | bytes | None

_JSON = {"Content-Type": "application/json"}
_EDITING = frozenset({"editMessageText", "editMessageReplyMarkup"})
_UPDATE_ID = re.compile(rb'(?<!\\)"update_id"\s*:\s*(\d{1,18})\b')
_DONE = b'{"ok":true,"result":true}'


class UnreadableAnswer(NetworkError):
    """No JSON that anybody can read. update_ids: those that stand in it all the same, to be skipped.

    Nothing that somebody wrote can look like one: a quotation mark in a text is written with a stroke before it.
    """

    def __init__(self, payload: bytes) -> None:
        super().__init__("Telegram's answer is not JSON")
        self.update_ids = [int(number) for number in _UPDATE_ID.findall(payload)]


class Transport(BaseRequest):
    """One session for everything. Errors carry no address: it holds the token.

    The cause of a NetworkError tells the sender whether anything can have been sent.
    """

    def __init__(self, noted: Noted = lambda *_: None) -> None:
        self._noted = noted
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEP_ALIVE_SECONDS)
            self._session = aiohttp.ClientSession(connector=connector, auto_decompress=True)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        seconds = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        began, outcome, why, name = monotonic(), "no answer", "", _method(url)
        try:
            status, payload = await self.exchange(url, method, _body(request_data), seconds)
            outcome = str(status)
            return status, _needed(name, payload)
        except TimeoutError as error:
            late = TimedOut("Telegram did not answer in time")
            outcome, why = "timeout", causes.told(late)
            raise late from error
        except (aiohttp.ClientError, asyncio.IncompleteReadError, OSError) as error:
            why = causes.told(error)
            raise NetworkError(f"no answer from Telegram ({type(error).__name__})") from error
        finally:
            self._noted(name, outcome, monotonic() - began, why)

    async def exchange(self, url: str, method: str, body: Body, seconds: float) -> tuple[int, bytes]:
        """Status and body of the answer, as HTTP has them."""
        assert self._session is not None, "initialize() comes first"
        timeout = aiohttp.ClientTimeout(sock_connect=CONNECT_SECONDS, sock_read=seconds)
        headers = _JSON if isinstance(body, bytes) else None
        proxy = proxies.for_address(url)
        async with self._session.request(
            method, url, data=body, headers=headers, timeout=timeout, proxy=proxy
        ) as response:
            return response.status, await response.read()

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        try:
            return json_in.read(payload)
        except ValueError as error:
            raise UnreadableAnswer(payload) from error


def _needed(method: str, payload: bytes) -> bytes:
    """Of an edit Telegram sends back the whole message, just as we said it: reading that costs more than saying it."""
    return _DONE if method in _EDITING and payload.startswith(b'{"ok":true,') else payload


def _body(data: RequestData | None) -> Body:
    if data is None:
        return None
    if not data.contains_files:
        return orjson.dumps(data.parameters)
    form = aiohttp.FormData(data.json_parameters)
    for name, (file_name, content, mime_type) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=file_name, content_type=mime_type)
    return form


def _method(url: str) -> str:
    """The Bot API's method in an address; nothing else of it, for an address holds the token."""
    last = url.partition("?")[0].rpartition("/")[2]
    return last if last.isalpha() else "file"
