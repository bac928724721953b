"""(d) kill -9 in the middle of a burst: what Telegram was told is received, and nobody ever sees."""

import random

from tests.bench import phones, population
from tests.bench.api import fake_api
from tests.bench.contender import PTB, THIS_POSTGRESQL, THIS_SQLITE, Contender, at_work, start
from tests.bench.figures import Column, Goals, Table
from tests.bench.lab import Lab
from tests.bench.size import Size

#: A killed sender's messages are taken over when its lease is over; until then nothing may seem to happen.
PATIENCE_SECONDS = 45.0
LIMIT_SECONDS = 300.0
CONTENDERS = (THIS_SQLITE, THIS_POSTGRESQL, PTB)
COLUMNS = (Column("kills"), Column("taps"), Column("lost"), Column("edited twice"))


async def measure(lab: Lab, size: Size, goals: Goals) -> None:
    table = Table("(d) kill -9 in mid-burst", COLUMNS)
    await _turn(lab, table, THIS_SQLITE, size.burst_with_kills, size.kills)
    await _turn(lab, table, THIS_POSTGRESQL, size.burst_with_kills, size.kills)
    # What it lost it lost at the first one: there is nothing left to kill in the middle of.
    await _turn(lab, table, PTB, min(size.burst_with_kills, 3_000), 1)
    table.tell()
    for contender in (THIS_SQLITE, THIS_POSTGRESQL):
        goals.at_most(f"(d) lost by {contender.name}", table.median(contender.name, "lost"), 0)


async def _turn(lab: Lab, table: Table, contender: Contender, taps: int, kills: int) -> None:
    with lab.database(contender.storage) as database:
        if database:
            await population.build(database, taps)
        async with fake_api() as api:
            await api.set_scene(phones.at_once(range(1, taps + 1)))
            await api.start()
            for moment in _moments(taps, kills):
                running = await start(contender, api, database, lab.log)
                await api.wait(LIMIT_SECONDS, PATIENCE_SECONDS, edited=moment)
                await running.kill()
            async with at_work(contender, api, database, lab.log):
                await api.wait(LIMIT_SECONDS, PATIENCE_SECONDS, edited=taps)
            report = await api.report()
            answered = await population.answers(database) if database else 0
    lost = taps - len(report.delays())
    if database:
        lost = max(lost, taps - answered)
    repeated = {"edited twice": report.edits - len(report.delays())}
    table.add(contender.name, kills=kills, taps=taps, lost=lost, **repeated)


def _moments(taps: int, kills: int) -> list[int]:
    """After how many edits each kill comes: anywhere in the burst, always at the same places."""
    return sorted(random.Random(kills).sample(range(taps // 20, taps - taps // 20), kills))
