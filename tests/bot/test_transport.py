"""HTTP to Telegram: what went wrong is told so that the sender knows what it means, and never with the token."""

import asyncio
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut

from bot import transport
from bot.settings import Settings
from bot.transport import UnreadableAnswer
from bot.wiring import telegram_bot
from delivery.outcome import MaybeSent, NotSent, Outcome, of_error
from simulator.phone import Phone, Telegram
from tests.running_bot import TOKEN, USERNAME

pytestmark = pytest.mark.over_http

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]
HTML = b"<html><body>Bad Gateway</body></html>"


def bot_at(address: str) -> Bot:
    values = {"_env_file": None, "bot_token": TOKEN, "bot_api_url": address}
    return telegram_bot(Settings.model_validate(values), transport.Transport())


@asynccontextmanager
async def answering(status: str, body: bytes) -> AsyncIterator[Bot]:
    """A bot whose Telegram answers everything with these bytes."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with _open(bot_at(f"http://127.0.0.1:{port}")) as bot:
            yield bot


@asynccontextmanager
async def _open(bot: Bot) -> AsyncIterator[Bot]:
    await bot.request.initialize()
    try:
        yield bot
    finally:
        await bot.request.shutdown()


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    async with _open(bot_at(telegram.url)) as bot:
        yield bot


@pytest.fixture
async def anneke(telegram: Telegram, bot: Bot) -> Phone:
    return await telegram.person("Anneke", started=True)


async def outcome(bot: Bot, chat_id: int = 1) -> tuple[TelegramError, Outcome]:
    with pytest.raises(TelegramError) as failed:
        await bot.send_message(chat_id, "hallo")
    chain: BaseException | None = failed.value
    while chain is not None:
        assert TOKEN not in repr(chain)
        chain = chain.__cause__
    return failed.value, of_error(failed.value, is_edit=False)


async def test_nobody_there_means_surely_not_sent() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound, and not listening
        async with _open(bot_at(f"http://127.0.0.1:{nobody.getsockname()[1]}")) as bot:
            error, what = await outcome(bot)
    assert isinstance(error.__cause__, aiohttp.ClientConnectorError)
    assert isinstance(what, NotSent)


@pytest.mark.parametrize("body", [HTML, b'{"ok":false,"error_code":502,"description":"Bad Gateway"}'])
async def test_a_gateway_that_turns_away_means_surely_not_sent(body: bytes) -> None:
    async with answering("502 Bad Gateway", body) as bot:
        _, what = await outcome(bot)
    assert isinstance(what, NotSent)


async def test_an_answer_that_nobody_can_read_means_maybe_sent() -> None:
    async with answering("200 OK", HTML) as bot:
        error, what = await outcome(bot)
    assert (type(error), str(error)) == (UnreadableAnswer, "Telegram's answer is not JSON")
    assert isinstance(what, MaybeSent)


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
async def test_a_broken_line_means_maybe_sent(telegram: Telegram, bot: Bot, anneke: Phone, fault: str) -> None:
    await telegram.fault("sendMessage", fault)
    _, what = await outcome(bot, anneke.id)
    assert isinstance(what, MaybeSent)


async def test_no_answer_in_time_means_maybe_sent(
    telegram: Telegram, bot: Bot, anneke: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "READ_SECONDS", 0.1)
    await telegram.fault("sendMessage", "stall_after")
    error, what = await outcome(bot, anneke.id)
    assert (type(error), str(error)) == (TimedOut, "Telegram did not answer in time")
    assert isinstance(what, MaybeSent)


async def test_half_a_character_does_not_make_an_answer_unreadable() -> None:
    update = rb'{"update_id":1,"message":{"message_id":1,"date":0,"chat":{"id":1,"type":"private"},"text":"a\ud83db"}}'
    async with answering("200 OK", b'{"ok":true,"result":[' + update + b"]}") as bot:
        (heard,) = await bot.get_updates()
    assert heard.message is not None
    assert heard.message.text == "a\ud83db"


async def test_a_file_goes_along(bot: Bot, anneke: Phone) -> None:
    await bot.send_document(anneke.id, b"inhoud", caption="Een bestand", filename="cijfers.csv")
    shown = await anneke.last()
    assert (shown.text, await anneke.downloads(shown)) == ("Een bestand", b"inhoud")


@pytest.mark.parametrize(
    "status", ["404 Not Found", "401 Unauthorized", "400 Bad Request", "500 Internal Server Error"]
)
async def test_a_file_that_does_not_come_is_told_without_its_address(status: str) -> None:
    async with answering(status, b'{"ok":false,"error_code":404,"description":"Not Found"}') as bot:
        assert TOKEN in bot.base_file_url
        with pytest.raises(TelegramError) as failed:
            await bot.request.retrieve(f"{bot.base_file_url}/documents/file_1.xlsx")
    assert TOKEN not in "".join(traceback.format_exception(failed.value))


async def test_a_file_whose_line_breaks_is_told_without_its_address() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        async with _open(bot_at(f"http://127.0.0.1:{nobody.getsockname()[1]}")) as bot:
            with pytest.raises(NetworkError) as failed:
                await bot.request.retrieve(f"{bot.base_file_url}/documents/file_1.xlsx")
    assert TOKEN not in "".join(traceback.format_exception(failed.value))
