"""Thousands who connect and say little keep nobody out, and fill no disk."""

import asyncio
import resource
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, suppress
from itertools import cycle
from pathlib import Path
from time import monotonic

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import door
from bot.serving import serving
from bot.webhook import SECRET_HEADER
from simulator.phone import Telegram
from tests.operations.conftest import SECRET
from tests.operations.owner import Owner
from tests.running_bot import TOKEN, USERNAME

CROWD, FILES = 2000, 1024
HEAD = f"POST /telegram HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\nContent-Type: application/json\r\n"
#: How somebody says little: nothing, half a head, a head without the body it promises, nonsense.
HALVES = {
    "nothing": b"",
    "half a head": b"POST /telegram HTTP/1.1\r\nHost:",
    "no body": f"{HEAD}Content-Length: 1000\r\n\r\n".encode(),
    "a body of others": b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{",
    "nonsense": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
}


@pytest.fixture
def files() -> Iterator[None]:
    """This process may open more than the other."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def crowd(port: int, keep: ExitStack, says: Iterator[bytes], number: int = CROWD) -> None:
    """So many connections, none of which says what it wants."""
    loop = asyncio.get_running_loop()
    for _ in range(number):
        visitor = keep.enter_context(socket.socket())
        visitor.setblocking(False)
        await loop.sock_connect(visitor, ("127.0.0.1", port))
        with suppress(OSError):  # sent away already
            await loop.sock_sendall(visitor, next(says))


async def post(port: int, number: int) -> float:
    """A genuine post, made again when it was sent away unread, as Telegram does; how long it took in all."""
    began, is_taken = monotonic(), False
    async with asyncio.timeout(60):
        while not is_taken:
            with suppress(aiohttp.ClientConnectionError):
                await _post(port, number)
                is_taken = True
    return monotonic() - began


async def _post(port: int, number: int) -> None:
    update = {"update_id": number, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}}
    headers = {SECRET_HEADER: SECRET}
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(15)) as client,
        client.post(f"http://127.0.0.1:{port}/telegram", json=update, headers=headers) as answer,
    ):
        assert answer.status == 200


async def posts(port: int, numbers: range) -> float:
    return max([await post(port, number) for number in numbers])


@pytest.mark.over_http
@pytest.mark.slow
@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_genuine_posts_are_answered_beside_two_thousand_half_open_connections(
    telegram: Telegram, database_url: str, behind_webhook: dict[str, str], port: int, tmp_path: Path
) -> None:
    """In a process that may open 1,024 files."""
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    owner = Owner(tmp_path, bot_token=TOKEN, bot_api_url=telegram.url, database_url=database_url, **behind_webhook)
    async with owner.runs() as bot:
        resource.prlimit(bot.pid, resource.RLIMIT_NOFILE, (FILES, FILES))
        await bot.says("started")
        log = asyncio.create_task(bot.ends(within=120))
        with ExitStack() as keep:
            flood = asyncio.create_task(crowd(port, keep, cycle(HALVES.values())))
            during = await posts(port, range(1, 20))
            await flood
            after = await posts(port, range(20, 40))
        bot.is_asked_to_stop()
        assert await log == 0
    assert max(during, after) < 5
    assert sum(map(len, bot.log)) < 1_000_000
    assert "Too many open files" not in "".join(bot.log)


@pytest.fixture
async def quick_door(port: int, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """A door with short deadlines and little room; it answers who says all of it."""

    async def answer(request: Request) -> Response:
        return PlainTextResponse(str(len(await request.body())))

    monkeypatch.setattr(door, "HEAD_SECONDS", 0.2)
    monkeypatch.setattr(door, "REQUEST_SECONDS", 0.4)
    monkeypatch.setattr(door, "MOST_OF_ONE", 3)
    async with serving(Starlette(routes=[Route("/telegram", answer, methods=["POST"])]), "127.0.0.1", port):
        yield port


async def is_sent_away(reader: asyncio.StreamReader) -> None:
    """Whatever was said before."""
    with suppress(ConnectionError):
        async with asyncio.timeout(30):
            await reader.read()


@pytest.mark.parametrize("half", HALVES)
async def test_who_says_half_of_something_is_sent_away(quick_door: int, half: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", quick_door)
    writer.write(HALVES[half])
    await is_sent_away(reader)
    writer.close()


@pytest.mark.parametrize("words", [b"POST /telegram HTTP/1.1\r\n" + b"x: y\r\n" * 99, HALVES["no body"] + b"{" * 99])
async def test_who_says_it_letter_by_letter_is_sent_away(quick_door: int, words: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", quick_door)

    async def drips() -> None:
        for letter in words:
            writer.write(bytes([letter]))
            await asyncio.sleep(0.05)

    writer.write(words[:-60])
    dripping = asyncio.create_task(drips())
    await is_sent_away(reader)
    assert not dripping.done()
    dripping.cancel()
    writer.close()


async def test_who_is_silent_longest_makes_room_and_who_speaks_stays(
    quick_door: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "HEAD_SECONDS", 60.0)
    silent = [await asyncio.open_connection("127.0.0.1", quick_door) for _ in range(3)]
    reader, writer = await asyncio.open_connection("127.0.0.1", quick_door)
    await is_sent_away(silent[0][0])
    writer.write(f"{HEAD}Content-Length: 2\r\n\r\n{{}}".encode())
    assert b" 200 " in await reader.readline()
    for _, each in [*silent, (reader, writer)]:
        each.close()


async def test_one_request_after_the_other_on_one_connection(quick_door: int) -> None:
    """The deadline is each request's, and not the connection's."""
    reader, writer = await asyncio.open_connection("127.0.0.1", quick_door)
    for _ in range(4):
        writer.write(f"{HEAD}Content-Length: 2\r\n\r\n{{}}".encode())
        assert b" 200 " in await reader.readline()
        while await reader.readline() != b"\r\n":
            pass
        assert await reader.readexactly(1) == b"2"
        await asyncio.sleep(0.15)
    writer.write(f"{HEAD}Content-Length: 2\r\n\r\n{{}}".encode() * 3)
    told = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n2"), 30)
    assert b" 200 " in told
    writer.close()
