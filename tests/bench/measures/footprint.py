"""(e) How soon it works, and how much memory it keeps."""

import asyncio
from time import monotonic

from bot.wiring import real_time
from tests.bench import phones, population
from tests.bench.api import fake_api
from tests.bench.contender import AIOGRAM, PTB, SHIPPED, THIS_SQLITE, Contender, start
from tests.bench.figures import Column, Goals, Table
from tests.bench.lab import Lab
from tests.bench.size import Size

#: How many times too fast the clock runs in the simulated day: eighteen minutes take a second.
SPEED = 1080.0
STARTS = 3
STARTING = (SHIPPED, PTB, AIOGRAM)
CONTENDERS = (*STARTING, THIS_SQLITE)
COLUMNS = (Column("seconds to the first edit", 2), Column("MB then", 0))


async def starting(lab: Lab, size: Size, goals: Goals) -> None:
    table = Table("(e) From start to the first handled update", COLUMNS)
    for _ in range(min(size.turns, STARTS)):
        for contender in STARTING:
            await _start(lab, table, contender)
    table.tell()
    seconds = table.median(SHIPPED.name, "seconds to the first edit")
    goals.at_most("(e) seconds from start to the first handled update", seconds, 2)
    times = table.ratio("seconds to the first edit", SHIPPED.name, PTB.name)
    goals.at_most(f"(e) the same, times {PTB.name}", times, 2.2)


async def _start(lab: Lab, table: Table, contender: Contender) -> None:
    with lab.database(contender.storage) as database:
        if database:
            await population.build(database, 1, now=real_time())
        async with fake_api() as api:
            await api.set_scene([phones.tap(1)])
            await api.start()
            started_at = monotonic()
            running = await start(contender, api, database, lab.log)
            await api.wait(30, edited=1)
            report = await api.report()
            first = report.started_at + report.ended() - started_at
            table.add(contender.name, **{"seconds to the first edit": first, "MB then": running.megabytes()})
            await running.stop()


async def memory(lab: Lab, size: Size, goals: Goals) -> None:
    """Whole check-ins: three questions answered, the remark skipped."""
    table = Table(f"(e) Resident memory, {size.check_ins:,} check-ins of four taps, SQLite", [Column("MB", 0)])
    everybody = range(1, size.check_ins + 1)
    async with lab.population(THIS_SQLITE, size.check_ins) as (api, running):
        table.add("before", MB=running.megabytes())
        for number, question in enumerate(phones.QUESTIONS, 1):
            await api.play(phones.at_once(everybody, question), limit_seconds=600)
            table.add(f"after question {number}", MB=running.megabytes())
        await api.play([phones.skip_remark(person) for person in everybody], limit_seconds=600)
        table.add("at the end", MB=running.megabytes())
    table.tell()
    goals.at_most("(e) MB after the check-ins", table.median("at the end", "MB"), 120)


async def one_day(lab: Lab, size: Size, goals: Goals) -> None:
    """A day in minutes: every tick of it, and somebody who taps now and then."""
    if not size.day_minutes:
        return
    table = Table("(e) Resident memory over a simulated day, 1,440 ticks", [Column("MB", 0)])
    quarter = size.day_minutes * 60 / SPEED / 4
    people = int(quarter * 10)
    hurried = Contender("this bot", THIS_SQLITE.module, (*THIS_SQLITE.options, "--speed", str(SPEED)), "sqlite")
    async with lab.population(hurried, 5 * people) as (api, running):
        for number in range(5):
            somebody = range(number * people + 1, (number + 1) * people + 1)
            await api.play(phones.at_rate(somebody, people / quarter), limit_seconds=2 * quarter)
            await asyncio.sleep(1)
            table.add("after the first 6 hours" if number == 0 else f"{number * 6} hours later", MB=running.megabytes())
    table.tell()
    grown = table.median("24 hours later", "MB") / table.median("after the first 6 hours", "MB")
    goals.at_most("(e) memory at the end of the day, times its beginning", grown, 1.1)
