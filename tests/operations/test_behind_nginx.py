"""Two replicas behind Debian's nginx with TLS, replaced one after the other while people go on: nothing is lost."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import pytest

from simulator.clock import Clock
from simulator.phone import Phone, Telegram
from tests.debian import certificates, programs
from tests.operations.owner import Owner, Running
from tests.operations.patience import until
from tests.operations.test_deploy_files import nginx_conf
from tests.postgres import Postgres
from tests.running_bot import TOKEN, USERNAME

pytestmark = [pytest.mark.nightly, pytest.mark.over_http]

PEOPLE, TIMES = 6, 20


class Site:
    """The replicas and where each listens."""

    def __init__(self, folder: Path, ports: tuple[int, int], **settings: str) -> None:
        self._owners = [Owner(folder, listen=f"127.0.0.1:{port}", **settings) for port in ports]
        self._at_work: list[tuple[AsyncExitStack, Running]] = []

    async def starts(self) -> None:
        self._at_work = [await self._start(owner) for owner in self._owners]

    async def _start(self, owner: Owner) -> tuple[AsyncExitStack, Running]:
        stack = AsyncExitStack()
        running = await stack.enter_async_context(owner.runs())
        await running.says('"started"')
        return stack, running

    async def replaces(self, number: int) -> None:
        """The old one is asked to stop, and a new one comes in its place."""
        stack, running = self._at_work[number]
        running.is_asked_to_stop()
        assert await running.ends() == 0
        await stack.aclose()
        self._at_work[number] = await self._start(self._owners[number])

    async def ends(self) -> None:
        for stack, _ in self._at_work:
            await stack.aclose()


@pytest.fixture
def database(postgres: Postgres) -> Iterator[str]:
    with postgres.database() as address:
        yield address


@pytest.fixture
async def site(telegram: Telegram, clock: Clock, tmp_path: Path, database: str) -> AsyncIterator[Site]:
    nginx = programs.needs("nginx", "nginx-light")
    clock.run()
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    made, ports, door = certificates.make(tmp_path), (programs.free_port(), programs.free_port()), programs.free_port()
    instead = {
        "listen 443 ssl": f"listen 127.0.0.1:{door} ssl",
        "127.0.0.1:8443": f"127.0.0.1:{ports[0]}",
        "127.0.0.1:8444": f"127.0.0.1:{ports[1]}",
    }
    conf = nginx_conf(tmp_path, made, **instead)
    aiohttp.connector._SSL_CONTEXT_VERIFIED.load_verify_locations(made.root)
    settings = {"bot_token": TOKEN, "bot_api_url": telegram.url, "database_url": database}
    posted = {"webhook_url": f"https://localhost:{door}/telegram", "webhook_secret": "a-secret-for-nginx-alone"}
    with programs.runs(nginx, "-c", str(conf), listens_at=door, as_root=True):
        site = Site(tmp_path, ports, **settings, **posted)
        try:
            await site.starts()
            await only_the_webhook_goes_through(door)
            yield site
        finally:
            await site.ends()


async def only_the_webhook_goes_through(door: int) -> None:
    async with aiohttp.ClientSession(f"https://localhost:{door}") as session:
        for path in ("/healthz", "/readyz", "/metrics", "/"):
            async with session.get(path) as answer:
                assert answer.status == 404
        async with session.get("/telegram") as answer:
            assert answer.status == 403


async def goes_on(phone: Phone) -> None:
    for _ in range(TIMES):
        await phone.says("/hulp")
        await asyncio.sleep(0.2)


async def test_both_replicas_are_replaced_under_load_and_everybody_is_answered(site: Site, telegram: Telegram) -> None:
    crowd = [await telegram.person(f"Naaste{number}") for number in range(PEOPLE)]
    going_on = asyncio.gather(*(goes_on(phone) for phone in crowd))
    for number in (0, 1):
        await site.replaces(number)
    await going_on

    async def everybody_is_answered() -> bool:
        return min([len(await answers_of(phone)) for phone in crowd]) >= TIMES

    await until(everybody_is_answered, within=60)  # Telegram rests after a post that was not taken
    assert [len(await answers_of(phone)) for phone in crowd] == [TIMES] * PEOPLE


async def answers_of(phone: Phone) -> list[str]:
    return [message.text for message in await phone.messages() if message.by_bot]
