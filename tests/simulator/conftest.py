from collections.abc import AsyncIterator

import pytest

from simulator.app import create_app
from simulator.bare_bot import BareBot
from simulator.clock import Clock
from simulator.host import Host
from simulator.phone import Phone, Telegram
from simulator.serving import serve

TOKEN = "9000000001:test"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
async def url(clock: Clock, host: Host) -> AsyncIterator[str]:
    async with serve(create_app(clock, host)) as url:
        yield url


@pytest.fixture
async def telegram(url: str) -> AsyncIterator[Telegram]:
    async with Telegram(url) as telegram:
        yield telegram


@pytest.fixture
async def bot(url: str, telegram: Telegram) -> AsyncIterator[BareBot]:
    await telegram.bot(TOKEN, "test_bot", "Testbot")
    async with BareBot(url, TOKEN) as bot:
        yield bot


@pytest.fixture
async def anna(telegram: Telegram, bot: BareBot) -> Phone:
    """Somebody the bot may write to."""
    return await telegram.person("Anna", started=True)
