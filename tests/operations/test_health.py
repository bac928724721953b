"""Whether the bot is alive and does its work: one word, and nothing of anybody."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import NoReturn

import aiohttp
import pytest
from starlette.applications import Starlette
from telegram.error import Conflict, NetworkError

from bot import health
from bot.health import what_is_wrong
from bot.process_metrics import ProcessMetrics
from bot.proofs import GRACE_SECONDS, LONGEST, NOTICE_SECONDS
from bot.running import started
from bot.serving import serving
from bot.settings import Settings, SettingsError
from bot.wiring import wire
from simulator.clock import Clock
from simulator.phone import Telegram
from storage.database import Database
from tests.operations.patience import until
from tests.running_bot import TOKEN, USERNAME, RunningBot, on_sqlite, start_bot

pytestmark = [on_sqlite, pytest.mark.over_http]


async def ask(client: aiohttp.ClientSession, path: str) -> tuple[int, str]:
    async with client.get(path) as answer:
        assert "server" not in answer.headers
        return answer.status, await answer.text()


async def becomes(client: aiohttp.ClientSession, status: int, word: str) -> None:
    async def met() -> bool:
        with suppress(aiohttp.ClientConnectorError):  # it does not listen yet
            return await ask(client, "/readyz") == (status, word)
        return False

    await until(met)


async def test_nothing_listens_unless_it_is_asked_to(running_bot: RunningBot) -> None:
    assert running_bot.settings.listens_at is None


async def test_a_bot_at_work_is_alive_and_ready(
    telegram: Telegram, clock: Clock, database_url: str, listening: dict[str, str], client: aiohttp.ClientSession
) -> None:
    async with start_bot(telegram, clock, database_url, **listening):
        await becomes(client, 200, "ready")
        assert await ask(client, "/healthz") == (200, "alive")
        assert (await ask(client, "/telegram"))[0] == 404


async def test_while_telegram_is_away_at_the_start_it_is_alive_and_not_ready(
    telegram: Telegram, clock: Clock, database_url: str, listening: dict[str, str], client: aiohttp.ClientSession
) -> None:
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    await telegram.fault("getMe", "status", times=None, error_code=502)
    values = {"bot_token": TOKEN, "bot_api_url": telegram.url, "database_url": database_url} | listening
    wiring = wire(Settings.model_validate({"_env_file": None} | values), clock.now)
    starting = asyncio.create_task(started(wiring).__aenter__())
    await becomes(client, 503, "receiving")
    assert await ask(client, "/healthz") == (200, "alive")
    starting.cancel()
    await asyncio.wait([starting])


@pytest.fixture
async def database(running_bot: RunningBot) -> Database:
    return running_bot.wiring.database


@pytest.fixture
def seconds() -> list[float]:
    """The steady clock's seconds, to be moved."""
    return [1000.0]


@pytest.fixture
def process_metrics(seconds: list[float]) -> ProcessMetrics:
    """Of a process that just now received and took its turn."""
    process_metrics = ProcessMetrics(lambda: seconds[0])
    everything_works(process_metrics)
    return process_metrics


def everything_works(process_metrics: ProcessMetrics, but: str = "") -> None:
    for part in LONGEST:
        if part != but:
            process_metrics.proofs.worked(part)


async def test_all_is_well_while_every_part_works(
    process_metrics: ProcessMetrics, database: Database, seconds: list[float]
) -> None:
    seconds[0] += min(LONGEST.values())
    assert await what_is_wrong(process_metrics, database) is None


@pytest.mark.parametrize("part", LONGEST)
async def test_a_bot_of_which_one_part_stands_still_is_not_ready(
    process_metrics: ProcessMetrics, database: Database, seconds: list[float], part: str
) -> None:
    seconds[0] += LONGEST[part] + 1
    everything_works(process_metrics, but=part)
    assert await what_is_wrong(process_metrics, database) == part


async def test_two_processes_that_receive_by_turns_are_told_for_minutes(
    process_metrics: ProcessMetrics, database: Database, seconds: list[float]
) -> None:
    process_metrics.not_heard(Conflict("terminated by other getUpdates request"))
    for later, is_told in ((0, True), (NOTICE_SECONDS - 1, True), (2, False)):
        seconds[0] += later
        everything_works(process_metrics)
        told = await what_is_wrong(process_metrics, database)
        assert ("another process is receiving" in (told or "")) == is_told


async def test_a_failure_that_passes_within_moments_is_nobodys_business(
    process_metrics: ProcessMetrics, database: Database, seconds: list[float]
) -> None:
    for later, is_told in ((0, False), (GRACE_SECONDS - 1, False), (1, True)):
        seconds[0] += later
        process_metrics.not_heard(NetworkError("Bad Gateway"))
        assert bool(await what_is_wrong(process_metrics, database)) == is_told
    process_metrics.heard()
    assert await what_is_wrong(process_metrics, database) is None


async def test_a_bot_whose_database_does_not_answer_is_not_ready(
    process_metrics: ProcessMetrics, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> NoReturn:
        raise OSError("connection refused")

    monkeypatch.setattr(database, "read", away)
    assert await what_is_wrong(process_metrics, database) == "database: OSError"


async def test_a_database_that_keeps_us_waiting_is_away(
    process_metrics: ProcessMetrics, running_bot: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Silent:
        async def __aenter__(self) -> None:
            await asyncio.sleep(timedelta(hours=1).total_seconds())

        async def __aexit__(self, *_: object) -> None: ...

    monkeypatch.setattr(health, "DATABASE_SECONDS", 0.01)
    monkeypatch.setattr(running_bot.wiring.database, "read", Silent)
    assert await what_is_wrong(process_metrics, running_bot.wiring.database) == "database: TimeoutError"


async def test_a_port_that_is_taken_is_named_in_one_line(running_bot: RunningBot, port: int) -> None:
    async with serving(Starlette(), "127.0.0.1", port):
        with pytest.raises(SettingsError, match=rf"^LISTEN is wrong: cannot listen on 127.0.0.1, port {port}: .*use$"):
            async with serving(Starlette(), "127.0.0.1", port):
                pass
