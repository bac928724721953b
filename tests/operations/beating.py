"""A bot whose heartbeat goes on, as fast as a test can wait for."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, NoReturn

import pytest

from bot import heartbeat, looking_twice
from bot.wiring import Wiring
from storage import replicas
from storage.database import Database
from storage.replicas import Replica


@pytest.fixture
def quick_hearts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heartbeats every moment; and whoever looks twice does not look for long."""
    monkeypatch.setattr(heartbeat, "EVERY_SECONDS", 0.01)
    monkeypatch.setattr(looking_twice, "PAUSE_SECONDS", 0.02)
    monkeypatch.setattr(looking_twice, "PATIENCE_SECONDS", 2.0)


@asynccontextmanager
async def meanwhile(work: Coroutine[Any, Any, NoReturn]) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


def beats(wiring: Wiring) -> AbstractAsyncContextManager[None]:
    """This process says how it is."""
    return meanwhile(heartbeat.beat_for_ever(wiring))


def heartbeats(database: Database, process: Replica) -> AbstractAsyncContextManager[None]:
    """Some process says that it is so."""
    return meanwhile(_shows(database, process))


async def _shows(database: Database, process: Replica) -> NoReturn:
    while True:
        async with database.write() as connection:
            await replicas.show(connection, process)
        await asyncio.sleep(0.01)
