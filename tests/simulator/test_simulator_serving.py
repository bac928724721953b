"""The server itself: it stops at once, and takes parameters in any way Telegram takes them."""

import asyncio
import json
import logging
import time
from contextlib import AsyncExitStack

import aiohttp
import pytest

from simulator import serving
from simulator.app import create_app
from simulator.bare_bot import BareBot
from simulator.phone import Phone, Telegram
from simulator.serving import serve


async def test_it_stops_at_once_whatever_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "LONGEST_STOP_SECONDS", 60)
    async with AsyncExitStack() as clients:
        async with serve(create_app()) as url:
            telegram = await clients.enter_async_context(Telegram(url))
            bot = await clients.enter_async_context(BareBot(url, "1:x"))
            await telegram.bot("1:x", "x_bot", "X")
            anna = await telegram.person("Anna", started=True)
            await telegram.fault("getMe", "stall_after")
            await telegram.fault("sendMessage", "slow", seconds=60)
            waits = [bot.asks("getMe"), bot.writes(anna.id, "x"), bot.hears(timeout=50), anna.chat(99, 50)]
            waiting = [asyncio.create_task(wait) for wait in waits]
            while [fault["used"] for fault in await telegram.faults()] != [1, 1]:
                pass
            while not (await telegram.bots())[0]["listening"]:
                pass
            begun = time.monotonic()
        assert time.monotonic() - begun < 30
        stalled, slow, polled, shown = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(stalled, aiohttp.ServerDisconnectedError)
    assert isinstance(slow, dict)
    assert polled == []
    assert isinstance(shown, dict)


async def test_it_says_nothing_in_the_log_of_its_host(
    telegram: Telegram, bot: BareBot, anna: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        await bot.writes(anna.id, "hoi")
        await telegram.fault("sendMessage", "drop_after")
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await bot.writes(anna.id, "hoi")
    assert caplog.text == ""


async def test_parameters_come_in_any_way(url: str, bot: BareBot, anna: Phone) -> None:
    address = f"{url}/bot9000000001:test/sendMessage"
    markup = json.dumps({"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}]]})
    given = {"chat_id": str(anna.id), "text": "één & 🌷", "reply_markup": markup}
    form = aiohttp.FormData(given, default_to_multipart=True)
    async with aiohttp.ClientSession() as session:
        for request in (
            session.get(address, params=given),
            session.post(address, data=given),
            session.post(address, data=form),
            session.post(address, json=given | {"reply_markup": json.loads(markup)}),
        ):
            async with request as response:
                assert response.status == 200
    shown = [(message.text, message.labels) for message in await anna.messages()]
    assert shown == [("één & 🌷", ["Ja"])] * 4


@pytest.mark.parametrize(
    ("body", "kind", "complaint"),
    [
        (b"text=%ed%a0%80&chat_id=1", "application/x-www-form-urlencoded", "strings must be encoded in UTF-8"),
        (b'{"text":"\\ud800"}', "application/json", "strings must be encoded in UTF-8"),
        (b"text=x&reply_markup=%7B", "application/x-www-form-urlencoded", "can't parse reply markup JSON object"),
        (b"text=x&chat_id=veel", "application/x-www-form-urlencoded", "chat not found"),
    ],
)
async def test_broken_parameters_are_refused(url: str, bot: BareBot, body: bytes, kind: str, complaint: str) -> None:
    address = f"{url}/bot9000000001:test/sendMessage"
    session = aiohttp.ClientSession(headers={"Content-Type": kind})
    async with session, session.post(address, data=body) as response:
        answer = await response.json()
    assert answer["description"] == f"Bad Request: {complaint}"


async def test_there_is_a_page(url: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        assert response.status == 200


async def test_a_caller_who_dies_while_asking_breaks_nothing(url: str, bot: BareBot) -> None:
    port = int(url.rpartition(":")[2])
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /bot9000000001:test/getMe HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    assert (await bot.asks("getMe"))["is_bot"] is True


async def test_wrong_control_requests_are_explained(url: str, anna: Phone) -> None:
    wrong = [
        ("people/1/text", "{}", 404, "there is no such person"),
        (f"people/{anna.id}/text", "{}", 400, "text is missing"),
        (f"people/{anna.id}/text", "x", 400, "the body is not JSON"),
        (f"people/{anna.id}/tap", '{"message_id": 9, "data": ""}', 404, "there is no such message"),
        (f"people/{anna.id}/media", '{"kind": "cake"}', 400, "kind is sticker, voice, photo,"),
        (f"people/{anna.id}/media", '{"kind": "photo", "content_base64": "eA=="}', 400, "that is no picture"),
        (f"people/{anna.id}/media", '{"kind": "voice", "content_base64": "é"}', 400, "not base64"),
        ("groups/-1/text", "{}", 404, "there is no such group"),
        ("bots", '{"token": "x", "username": "x"}', 400, "a token starts with"),
    ]
    async with aiohttp.ClientSession() as session:
        for path, body, status, reason in wrong:
            async with session.post(f"{url}/control/{path}", data=body) as response:
                assert response.status == status
                assert reason in (await response.json())["error"]
