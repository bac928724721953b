"""The settings of a bot that listens: wrong ones are named in one line, and a secret is never shown."""

import asyncio
import socket
from pathlib import Path

import pytest
from starlette.applications import Starlette

from bot.serving import serving
from bot.settings import Settings, SettingsError, load

URL = "https://bot.example.org/telegram"
SECRET = "a-secret-of-at-least-16"


@pytest.fixture(autouse=True)
def _only_what_the_test_sets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("BOT_TOKEN", "123456789:AAExampleExampleExampleExample")


def settled(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(name.upper(), value)
    return load()


def test_nothing_listens_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settled(monkeypatch)
    assert (settings.webhook_url, settings.webhook_secret, settings.listens_at) == (None, None, None)


def test_a_webhook_listens_where_only_a_proxy_on_this_machine_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settled(monkeypatch, webhook_url=URL, webhook_secret=SECRET)
    assert (settings.listens_at, settings.webhook_path) == (("127.0.0.1", 8443), "/telegram")
    assert SECRET not in f"{settings!r}"


@pytest.mark.parametrize(
    ("listen", "at"),
    [
        ("0.0.0.0:80", ("0.0.0.0", 80)),
        ("localhost:9000", ("localhost", 9000)),
        ("[::1]:8443", ("::1", 8443)),
    ],
)
def test_where_to_listen(monkeypatch: pytest.MonkeyPatch, listen: str, at: tuple[str, int]) -> None:
    assert settled(monkeypatch, listen=listen).listens_at == at


def test_a_webhook_may_be_the_whole_address(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settled(monkeypatch, webhook_url="https://bot.example.org", webhook_secret=SECRET)
    assert settings.webhook_path == "/"


NEEDS_A_SECRET = "WEBHOOK_SECRET is wrong: WEBHOOK_URL needs a secret of 16 to 256 letters, digits, - and _"


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"webhook_url": URL}, NEEDS_A_SECRET),
        ({"webhook_url": URL, "webhook_secret": "geheim"}, NEEDS_A_SECRET),
        ({"webhook_url": URL, "webhook_secret": "geheim" * 50}, NEEDS_A_SECRET),
        ({"webhook_url": URL, "webhook_secret": "geheim woord met spaties"}, NEEDS_A_SECRET),
        (
            {"webhook_url": "bot.example.org", "webhook_secret": SECRET},
            "WEBHOOK_URL is wrong: expected an address like https://bot.example.org/telegram",
        ),
        (
            {"webhook_url": "http://bot.example.org/x", "webhook_secret": SECRET},
            "WEBHOOK_URL is wrong: Telegram only calls https addresses",
        ),
        (
            {"webhook_url": "https://bot.example.org/metrics", "webhook_secret": SECRET},
            "WEBHOOK_URL is wrong: /metrics tells how the bot does; choose another path",
        ),
        ({"listen": "8443"}, "LISTEN is wrong: expected host:port, like 127.0.0.1:8443"),
        ({"listen": "localhost:"}, "LISTEN is wrong: expected host:port, like 127.0.0.1:8443"),
        ({"listen": "localhost:70000"}, "LISTEN is wrong: expected host:port, like 127.0.0.1:8443"),
    ],
)
def test_what_is_wrong_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch, values: dict[str, str], line: str) -> None:
    with pytest.raises(SettingsError) as refused:
        settled(monkeypatch, **values)
    assert str(refused.value) == line
    assert "geheim" not in line


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
async def test_every_address_of_the_newer_kind_is_every_address(port: int) -> None:
    async with serving(Starlette(), "::", port):
        for host in ("127.0.0.1", "::1"):
            _, writer = await asyncio.open_connection(host, port)
            writer.close()
            await writer.wait_closed()
