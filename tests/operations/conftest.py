"""What operators do to a bot: it listens somewhere, is asked how it does, is stopped, copied and put back."""

import socket
from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest

from simulator.clock import Clock
from simulator.phone import Telegram
from tests.debian import postgresql
from tests.debian.postgresql import Server
from tests.running_bot import RunningBot, start_bot

SECRET = "a-secret-that-only-telegram-knows"


@pytest.fixture
def port() -> int:
    """One that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def listening(port: int) -> dict[str, str]:
    """The settings of a bot that tells how it does."""
    return {"listen": f"127.0.0.1:{port}"}


@pytest.fixture
def behind_webhook(port: int, listening: dict[str, str]) -> dict[str, str]:
    """The settings of a bot that Telegram posts to."""
    return listening | {"webhook_url": f"http://127.0.0.1:{port}/telegram", "webhook_secret": SECRET}


@pytest.fixture
async def posted_house(
    telegram: Telegram, clock: Clock, database_url: str, behind_webhook: dict[str, str]
) -> AsyncIterator[RunningBot]:
    """The bot at work behind a webhook."""
    async with start_bot(telegram, clock, database_url, **behind_webhook) as running_bot:
        yield running_bot


@pytest.fixture
async def client(port: int) -> AsyncIterator[aiohttp.ClientSession]:
    """Somebody who asks at the bot's own address."""
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        yield session


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Debian's PostgreSQL, with TLS and passwords."""
    with postgresql.server(tmp_path_factory.mktemp("debian") / "pg") as found:
        yield found
