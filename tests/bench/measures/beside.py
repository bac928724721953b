"""(i) How long people wait for their edit while the same bot does something heavy beside; 50 ms on every response."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import func, select, update

from programme.loading import load
from rules.telling import MINIMUM_GROUP
from scheduler.tick import tick
from storage.database import Database
from storage.tables import check_ins, outbox, people, rounds
from tests.bench import archive, crowd, phones, population
from tests.bench.api import Api, Tap, fake_api
from tests.bench.contender import THIS_POSTGRESQL, THIS_SQLITE, Contender, at_work
from tests.bench.fake_api.scene import FILE, MESSAGE
from tests.bench.figures import Column, Goals, Table, at_percent
from tests.bench.lab import Lab
from tests.bench.measures.throughput import DELAY
from tests.bench.size import Size

CONTENDERS = (THIS_SQLITE, THIS_POSTGRESQL)
RATE = 50
ALONE = "alone"
#: Ticks over so many people; and the minute before the first.
NO_TICK, OPENS, CLOSES = "no tick", "opening for {crowd:,}", "closing of {crowd:,}"
#: What coordinators send, one after the other, and every how many seconds one of them.
HEAVY = {"pictures": ("/samenvatting", 0.5), "spreadsheets": ("xa|{practice}|all|xlsx", 2.0), "imports": (FILE, 1.0)}
#: Of a thousand people in each practice, with three answers each.
PAST_ROUNDS = 5
#: The bot starts so long before its tick finds the round due; people begin to tap so long before that.
STARTS_BEFORE, TAPS_BEFORE = 40.0, 2.0
#: So long after the last tap there is still time for an edit.
PATIENCE = 5.0
COLUMNS = (Column("p50 ms"), Column("p99 ms"), Column("max ms"))


async def measure(lab: Lab, size: Size, goals: Goals) -> None:
    """First what coordinators ask for, in one database; then the ticks, in another."""
    for contender in CONTENDERS:
        table = Table(f"(i) {RATE} taps a second beside something heavy, {contender.name}", COLUMNS)
        with lab.database(contender.storage) as address:
            await archive.build(address, PAST_ROUNDS)
            await _desk(_Bot(lab, contender, address), size, table)
        ticks = [row.format(crowd=size.crowds[-2]) for row in (OPENS, CLOSES)]
        with lab.database(contender.storage) as address:
            await _crowd(address, size)
            await _ticks(_Bot(lab, contender, address), size, table, ticks)
        table.tell()
        for what, alone in (*((heavy, ALONE) for heavy in HEAVY), *((row, NO_TICK) for row in ticks)):
            times = table.ratio("p99 ms", what, alone)
            goals.at_most(f"(i) p99 of taps beside {what}, times alone, {contender.name}", times, 1.5)


@dataclass(frozen=True, slots=True)
class _Bot:
    """The bot on one database, started again for each row of the table."""

    lab: Lab
    contender: Contender
    address: str

    @asynccontextmanager
    async def at_work(self, api: Api, begins: datetime = population.NOON) -> AsyncIterator[None]:
        """begins: what its clock says at the start."""
        options = (*self.contender.options, "--begins", begins.isoformat())
        async with at_work(replace(self.contender, options=options), api, self.address, self.lab.log):
            yield


async def _desk(bot: _Bot, size: Size, table: Table) -> None:
    waiting = await _open_check_ins(bot.address)
    taps = int(RATE * size.seconds_of_taps)
    async with fake_api() as api:  # the same one, so that no number of an update comes twice
        for _ in range(size.turns):
            for row in (ALONE, *HEAVY):
                mine, waiting = waiting[:taps], waiting[taps:]
                async with bot.at_work(api):
                    await _play(api, table, row, mine, _asked(row, size.seconds_of_taps))


def _asked(row: str, seconds: float) -> list[Tap]:
    data, every = HEAVY.get(row, ("", seconds + 1))
    practices = range(1, len(archive.PROGRAMME.practices) + 1)
    leading = [(practice, number) for number in range(archive.COORDINATORS) for practice in practices]
    return [
        (number * every, archive.coordinator(*leading[number]), data.format(practice=leading[number][0]))
        for number in range(int(seconds / every))
    ]


async def _open_check_ins(address: str) -> list[tuple[int, str]]:
    """Chat and data of taps that change the first answer."""
    database = Database(address)
    async with database.long_write() as connection:
        await connection.execute(update(check_ins).values(message_id=MESSAGE))
        found = select(people.c.address, check_ins.c.id).join_from(check_ins, people).join(rounds)
        rows = (await connection.execute(found.where(rounds.c.state == "open").order_by(check_ins.c.id))).all()
    await database.close()
    return [(chat, f"a|{check_in_id}|1|{phones.QUESTIONS[0]}|3") for chat, check_in_id in rows]


async def _crowd(address: str, size: Size) -> None:
    """All of them want to be asked in the evening, so that the tick is what is measured, and not what they get."""
    most = size.crowds[-2]
    await crowd.gather(address, most, most)
    database = Database(address)
    async with database.long_write() as connection:
        await connection.execute(update(people).values(part_of_day="evening"))
    await database.close()
    taps = 3 * int(RATE * size.seconds_of_taps)
    await population.build(address, taps, now=crowd.OPENS - timedelta(days=1))


async def _ticks(bot: _Bot, size: Size, table: Table, rows: Sequence[str]) -> None:
    """Only the first tick finds rounds due: one turn. Two hours before the rounds open nothing is."""
    taps, due = int(RATE * size.seconds_of_taps), crowd.OPENS.replace(second=0)
    mine = [(chat, data) for _, chat, data in map(phones.tap, range(1, 3 * taps + 1))]
    opening, closing = rows
    async with fake_api() as api:
        await _at_the_minute(bot, api, due - timedelta(hours=2), table, NO_TICK, mine[:taps])
        await _at_the_minute(bot, api, due, table, opening, mine[taps : 2 * taps])
        closes_at = await _everybody_answers(bot.address, due)
        await _at_the_minute(bot, api, closes_at, table, closing, mine[2 * taps :])


async def _everybody_answers(address: str, due: datetime) -> datetime:
    """What was to be said was said; when the rounds close, but for that of those who tap."""
    database = Database(address)
    done = await tick(database, load(), MINIMUM_GROUP, due + timedelta(minutes=2))  # which the bot may not have
    assert not done.failed
    theirs = rounds.c.id == population.ROUND
    async with database.long_write() as connection:
        await connection.execute(update(outbox).values(state="sent", due_at=None, done_at=due))
        await connection.execute(update(check_ins).values(remind_at=None))
        await connection.execute(update(rounds).where(theirs).values(closes_at=due + timedelta(days=60)))
        closes_at: datetime | None = await connection.scalar(select(func.max(rounds.c.closes_at)).where(~theirs))
    await database.close()
    await crowd.answer(address, but_not=population.ROUND)
    assert closes_at is not None
    return closes_at


async def _at_the_minute(
    bot: _Bot, api: Api, minute: datetime, table: Table, row: str, taps: Sequence[tuple[int, str]]
) -> None:
    started = monotonic()
    async with bot.at_work(api, minute - timedelta(seconds=STARTS_BEFORE)):
        await asyncio.sleep(max(0.0, started + STARTS_BEFORE - TAPS_BEFORE - monotonic()))
        await _play(api, table, row, taps, [])


async def _play(api: Api, table: Table, row: str, taps: Sequence[tuple[int, str]], beside: Sequence[Tap]) -> None:
    """Only the taps are timed; whatever is beside them comes in the same updates."""
    moments = [at for at, _, _ in phones.at_rate(range(len(taps)), RATE)]
    timed = [(at, *tap) for at, tap in zip(moments, taps, strict=True)]
    scene = sorted([*timed, *beside])
    await api.set_scene(scene, DELAY)
    await api.start()
    await api.wait(moments[-1] + 60, patience=PATIENCE, answered=len(scene) + 1)
    report, known = await api.report(), set(timed)
    served = [each for tap, each in zip(scene, report.taps, strict=True) if tap in known]
    delays = [((edited or float("inf")) - tapped) * 1e3 for tapped, _, edited in served]
    table.add(row, **{"p50 ms": at_percent(delays, 50), "p99 ms": at_percent(delays, 99), "max ms": max(delays)})
