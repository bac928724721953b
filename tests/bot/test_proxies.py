"""The way to Telegram goes by the proxy that the environment names, and straight where it says so."""

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from telegram import Bot
from telegram.error import TelegramError

from bot import proxies
from bot.alarm_channels import beat
from bot.not_told import NotTold
from bot.settings import SettingsError, load
from tests.bot.test_transport import bot_at
from tests.running_bot import TOKEN


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("https_proxy", "http_proxy", "no_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    proxies._leads_to.cache_clear()
    yield
    proxies._leads_to.cache_clear()


class Proxy:
    """One that writes down what it is asked, and passes nothing on."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.port = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()
        await writer.wait_closed()


@pytest.fixture
async def proxy() -> AsyncIterator[Proxy]:
    proxy = Proxy()
    async with await asyncio.start_server(proxy.answer, "127.0.0.1", 0) as server:
        proxy.port = server.sockets[0].getsockname()[1]
        yield proxy


async def asks(bot: Bot) -> None:
    await bot.request.initialize()
    try:
        with pytest.raises(TelegramError):
            await bot.get_me()
    finally:
        await bot.request.shutdown()


async def test_telegram_is_reached_by_the_proxy_and_the_token_stays_inside(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://zorg:ge%40heim@127.0.0.1:{proxy.port}")
    await asks(bot_at("https://api.telegram.org"))
    (asked,) = proxy.asked
    assert asked.startswith("CONNECT api.telegram.org:443 HTTP/1.1\r\n")
    assert base64.b64encode(b"zorg:ge@heim").decode() in asked
    assert TOKEN not in asked


@pytest.mark.parametrize("exempt", ["localhost,telegram.nergens.invalid", ".nergens.invalid", "*"])
async def test_no_proxy_leads_where_none_is_wanted(proxy: Proxy, monkeypatch: pytest.MonkeyPatch, exempt: str) -> None:
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
    monkeypatch.setenv("no_proxy", exempt)
    await asks(bot_at("https://telegram.nergens.invalid"))
    assert proxy.asked == []


async def from_the_heartbeat(address: str) -> None:
    with pytest.raises(NotTold):
        await beat(address, None)


async def from_the_bot(address: str) -> None:
    await asks(bot_at(address))


#: Every way in which we ask by HTTP.
WAYS_OUT = pytest.mark.parametrize("ask", [from_the_bot, from_the_heartbeat])


@WAYS_OUT
async def test_a_server_on_this_machine_is_reached_straight(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch, ask: Callable[[str], Awaitable[None]]
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
    await ask("http://127.0.0.1:9")
    assert proxy.asked == []


@WAYS_OUT
async def test_no_password_of_another_program_is_sent(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ask: Callable[[str], Awaitable[None]]
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login zorg password geheim")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    await ask(f"http://127.0.0.1:{proxy.port}")
    (asked,) = proxy.asked
    assert "authorization" not in asked.lower()


@pytest.mark.parametrize(
    ("url", "leads_to"),
    [
        ("https://api.telegram.org/bot", "http://a:1"),
        ("http://bot-api.internal:8081/bot", "http://b:2"),
        ("http://127.0.0.1:8081/bot", None),
        ("http://localhost:8081/bot", None),
        ("http://[::1]:8081/bot", None),
        ("https://intern.example.org/bot", None),
    ],
)
def test_each_address_has_its_way(monkeypatch: pytest.MonkeyPatch, url: str, leads_to: str | None) -> None:
    for name, value in {"HTTPS_PROXY": "http://a:1", "HTTP_PROXY": "b:2", "NO_PROXY": "intern.example.org"}.items():
        monkeypatch.setenv(name, value)
    assert proxies.for_address(url) == leads_to


def test_a_proxy_that_does_not_speak_http_is_named_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("HTTPS_PROXY", "socks5://zorg:geheim@proxy:1080")
    with pytest.raises(SettingsError, match=r"^BOT_API_URL is wrong: HTTPS_PROXY has to be an address like") as wrong:
        load()
    assert "geheim" not in str(wrong.value)
