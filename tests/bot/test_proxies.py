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
from rules import causes
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
        self.status = 403

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(f"HTTP/1.1 {self.status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
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
    with pytest.raises(TelegramError):
        await asks_once(bot)


async def asks_once(bot: Bot) -> None:
    await bot.request.initialize()
    try:
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


NOT_OF_HTTP = ("socks5://zorg:geheim@proxy:1080", "http://zorg:geheim@proxy:poort", "http://zorg:geheim@proxy:99999")
CUT_SHORT = (
    "http://zorg:ge#heim@proxy:3128",
    "http://zorg:ge/heim@proxy:3128",
    "http:/zorg:geheim@proxy",
    "http://[::1",
)


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
@pytest.mark.parametrize("unusable", [*NOT_OF_HTTP, *CUT_SHORT])
def test_a_proxy_that_cannot_be_used_is_named_before_anything_starts(
    monkeypatch: pytest.MonkeyPatch, name: str, unusable: str
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv(name, unusable)
    with pytest.raises(SettingsError, match=rf"^{name.upper()} is wrong: expected an address like") as wrong:
        load()
    assert "heim" not in str(wrong.value)


def test_the_proxy_of_an_alarm_is_looked_at_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": "http://127.0.0.1:1", "HEARTBEAT_URL": "https://example.org/x"}
    for name, value in (settings | {"ALL_PROXY": NOT_OF_HTTP[0]}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=r"^ALL_PROXY is wrong"):
        load()


@pytest.mark.parametrize(
    ("no_proxy", "url", "is_straight"),
    [
        ("localhost example.org", "https://api.example.org/", True),
        ("localhost, *", "https://api.example.org/", True),
        ("*.Example.org", "https://api.example.org/", True),
        ("example.org:443", "https://example.org/", True),
        ("example.org:8443", "https://example.org/", False),
        ("ample.org", "https://example.org/", False),
        ("10.0.0.0/8", "http://10.1.2.3:8081/", True),
        ("10.0.0.0/8", "http://11.1.2.3:8081/", False),
        ("fd00::5", "http://[fd00::5]:8081/", True),
        ("[fd00::5]:8081", "http://[fd00::5]:8081/", True),
        ("fd00::/8", "http://[fe80::5]:8081/", False),
        (".", "https://example.org/", False),
    ],
)
def test_no_proxy_is_read_as_people_write_it(
    monkeypatch: pytest.MonkeyPatch, no_proxy: str, url: str, is_straight: bool
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://a:1")
    monkeypatch.setenv("NO_PROXY", no_proxy)
    assert (proxies.for_address(url) is None) == is_straight


def test_it_is_looked_up_once_for_a_host_whatever_is_asked_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each poll has another address, for it says what came last; and it is on the way of a tap."""
    looked: list[str] = []

    def given() -> dict[str, str]:
        looked.append("once")
        return {"ALL_PROXY": "http://a:1"}

    monkeypatch.setattr(proxies, "_given", given)
    for offset in range(3):
        assert proxies.for_address(f"https://api.telegram.org/bot1:x/getUpdates?offset={offset}") == "http://a:1"
    assert looked == ["once"]


def test_a_proxy_stands_in_the_file_with_settings_as_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("https_proxy=http://a:1\nNO_PROXY=intern.example.org\n")
    found = [proxies.for_address(f"https://{name}.example.org/") for name in ("api", "intern")]
    assert found == ["http://a:1", None]
    monkeypatch.setenv("HTTPS_PROXY", "http://b:2")
    proxies._leads_to.cache_clear()
    assert proxies.for_address("https://api.example.org/") == "http://b:2"
    (tmp_path / ".env").write_text("HTTPS_PROXI=http://a:1\n")
    with pytest.raises(SettingsError, match=r"^HTTPS_PROXI: did you mean HTTPS_PROXY\?$"):
        load()


@pytest.mark.parametrize(("status", "passes"), [(407, False), (403, False), (502, True), (503, True), (429, True)])
async def test_only_what_somebody_has_to_mend_keeps_a_bot_from_waiting_for_its_proxy(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch, status: int, passes: bool
) -> None:
    """At the start of a machine a proxy may be there before its own way out is."""
    proxy.status = status
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
    with pytest.raises(TelegramError) as failure:
        await asks_once(bot_at("https://api.telegram.org"))
    cause = causes.of(failure.value)
    assert cause is not None
    assert ("proxy" in cause.line, cause.passes) == (True, passes)


@pytest.mark.parametrize("answer", [b"", b"SOCKS?\r\n\r\n"])
async def test_a_proxy_that_says_nothing_or_nonsense_is_a_cause_as_well(
    monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    async def says(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()

    async with await asyncio.start_server(says, "127.0.0.1", 0) as server:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        with pytest.raises(TelegramError) as failure:
            await asks_once(bot_at("https://api.telegram.org"))
    cause = causes.of(failure.value)
    assert cause is not None
    assert cause.passes
