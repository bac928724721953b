"""Three processes with one PostgreSQL behind one webhook: all answer, one speaks to the many until it is killed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select

from storage.tables import telegram as telegram_table
from tests.chaos.bot_process import Waits
from tests.chaos.crowd import Crowd, settle
from tests.chaos.judge import Judge
from tests.chaos.patience import until
from tests.chaos.processes import Bot
from tests.chaos.site import Site, site
from tests.chaos.storm import SECOND, next_slot
from tests.postgres import Postgres

REPLICAS, PEOPLE = 3, 20
PATIENCE = 30.0
#: As in life. Nobody waits for them: the clock is moved on.
LEASE, DOUBT = timedelta(seconds=30), timedelta(seconds=60)
WAITS = Waits(lease=LEASE.total_seconds(), doubt=DOUBT.total_seconds(), per_second=20, burst=1)


#: Shorter than a lease is: the first bot keeps it over the opening of the round.
BEFORE = timedelta(seconds=10)


@pytest.fixture
async def three(postgres: Postgres, tmp_path: Path) -> AsyncIterator[tuple[Site, Crowd]]:
    """Three bots at work, and people who will be asked. The first bot was there first, so it speaks to the many."""
    with postgres.database() as address:
        async with site(address, tmp_path, 1, WAITS, posted=True) as here:
            crowd = await settle(here, PEOPLE, PATIENCE)
            here.move_to(next_slot(here).opens_at - BEFORE)
            here.start()
            assert await until(lambda: has_a_broadcaster(here), PATIENCE)
            here.start(REPLICAS - 1)
            assert await until(lambda: all_started(here), PATIENCE)
            yield here, crowd


async def all_started(site: Site) -> bool:
    return site.logged("started") == REPLICAS


async def has_a_broadcaster(site: Site) -> bool:
    return await broadcaster(site) is not None


async def broadcaster(site: Site) -> str | None:
    async with site.database.read() as connection:
        found: str | None = await connection.scalar(select(telegram_table.c.broadcaster))
    return found


async def counted(bot: Bot, figure: str) -> float:
    """What a process counted by itself, as its `/metrics` tell."""
    async with aiohttp.request("GET", f"http://127.0.0.1:{bot.door}/metrics") as response:
        lines = (await response.text()).splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(figure))


async def messages_of(site: Site) -> list[float]:
    """How many each process said."""
    sent = 'bot_telegram_request_seconds_count{method="sendMessage",outcome="200"}'
    return [await counted(bot, sent) for bot in site.bots]


async def updates_of(site: Site) -> list[float]:
    """How many each process handled."""
    return [await counted(bot, "bot_updates_handled_total") for bot in site.bots]


async def asked(crowd: Crowd) -> set[int]:
    """Who has something on their phone."""
    shown = await asyncio.gather(*(person.phone.messages() for person in crowd.people))
    return {person.phone.id for person, messages in zip(crowd.people, shown, strict=True) if messages}


async def somebody_speaks(site: Site) -> bool:
    return any(await messages_of(site))


async def everything_is_well(site: Site, crowd: Crowd) -> None:
    """Each question was answered once, each message came once, but for those that a killed bot left in doubt."""
    assert await site.quiet(PATIENCE)
    judge = Judge(site, crowd)
    await judge.looks_at_what_was_said()
    assert [reason for finding in judge.findings for reason in finding.wrong] == []


@pytest.mark.slow
async def test_one_speaks_to_the_many_and_all_answer(three: tuple[Site, Crowd]) -> None:
    site, crowd = three

    async def everybody_is_asked() -> bool:
        return len(await asked(crowd)) == PEOPLE

    async def all_have_answered() -> bool:
        await asyncio.gather(*(person.asks_for_help() for person in crowd.people))
        return all(await messages_of(site)) and all(await updates_of(site))

    site.move_to(site.now() + BEFORE)
    assert await until(everybody_is_asked, PATIENCE)
    assert await site.quiet(PATIENCE)
    assert await messages_of(site) == [PEOPLE, 0, 0]
    assert await until(all_have_answered, PATIENCE)
    await everything_is_well(site, crowd)


@pytest.mark.slow
async def test_a_killed_ones_work_is_taken_over(three: tuple[Site, Crowd]) -> None:
    site, crowd = three

    async def some_are_asked() -> bool:
        return len(await asked(crowd)) >= PEOPLE // 4

    async def only_doubts_are_left() -> bool:
        return len(await asked(crowd) | in_doubt) == PEOPLE

    site.move_to(site.now() + BEFORE)
    assert await until(some_are_asked, PATIENCE)
    holder = await broadcaster(site)
    await site.kill(site.bots[0])
    killed_at, in_doubt = site.now(), set(site.in_flight.values())
    await crowd.people[0].asks_for_help()
    assert await until(lambda: somebody_speaks(site), PATIENCE)
    assert await broadcaster(site) == holder  # the others answer, and do not speak to the many before its lease ends
    site.move_to(killed_at + LEASE)
    assert await until(only_doubts_are_left, PATIENCE)
    site.move_to(killed_at + DOUBT + 2 * SECOND)
    await everything_is_well(site, crowd)
    assert len(await asked(crowd)) == PEOPLE
