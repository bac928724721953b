"""Every process leaves a heartbeat, and takes it away when it stops."""

import asyncio
from datetime import timedelta

import pytest

from bot.running import run
from bot.wiring import Wiring, wire
from storage import replicas
from storage.replicas import GONE, KEEP, Replica
from tests.operations.patience import until
from tests.running_bot import RunningBot, on_both

pytestmark = pytest.mark.over_http


async def at_work(running_bot: RunningBot, later: timedelta = timedelta()) -> list[Replica]:
    async with running_bot.wiring.database.read() as connection:
        return await replicas.at_work(connection, running_bot.clock.now() + later)


@on_both
async def test_processes_come_and_go(running_bot: RunningBot) -> None:
    async def are(number: int) -> bool:
        return len(await at_work(running_bot)) == number

    stops, others = (asyncio.Event(), asyncio.Event()), [_another(running_bot) for _ in range(2)]
    running = [asyncio.create_task(run(wiring, stop)) for wiring, stop in zip(others, stops, strict=True)]
    await until(lambda: are(2))
    stops[0].set()
    await running[0]
    await until(lambda: are(1))
    (left,) = await at_work(running_bot)
    assert left.id == others[1].process_metrics.replica_id
    stops[1].set()
    await running[1]
    assert await at_work(running_bot) == []


def _another(running_bot: RunningBot) -> Wiring:
    return wire(running_bot.settings, running_bot.clock.now)


async def test_one_that_was_killed_counts_as_gone_after_a_while(running_bot: RunningBot) -> None:
    now = running_bot.clock.now()
    async with running_bot.wiring.database.write() as connection:
        await replicas.show(connection, Replica("a", now, now, None))
        await replicas.show(connection, Replica("a", now, now + GONE, now))
    (found,) = await at_work(running_bot)
    assert found == Replica("a", now, now + GONE, now)
    assert len(await at_work(running_bot, later=GONE + timedelta(seconds=1))) == 1
    assert await at_work(running_bot, later=2 * GONE + timedelta(minutes=1)) == []


async def test_the_rows_of_those_long_gone_are_removed(running_bot: RunningBot) -> None:
    now = running_bot.clock.now()
    async with running_bot.wiring.database.write() as connection:
        await replicas.show(connection, Replica("a", now, now, None))
        await replicas.show(connection, Replica("b", now, now + KEEP, None))
        await replicas.leave(connection, "b")
        assert await replicas.last_seen_at(connection) is None
