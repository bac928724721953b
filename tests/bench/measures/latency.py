"""(b), second half: how long a tap waits for its edit while so many people tap, 50 ms on every response."""

from tests.bench import phones
from tests.bench.contender import (
    AIOGRAM,
    ON_OUR_TRANSPORT,
    PTB_256,
    THIS_POSTGRESQL,
    THIS_SQLITE,
    WITHOUT_STORAGE,
    Contender,
)
from tests.bench.figures import Column, Goals, Table, at_percent
from tests.bench.lab import Lab
from tests.bench.measures.throughput import DELAY
from tests.bench.size import Size

#: python-telegram-bot as it comes handles fewer than ten a second at this delay: its queue only grows.
CONTENDERS = (THIS_SQLITE, THIS_POSTGRESQL, WITHOUT_STORAGE, PTB_256, AIOGRAM)
STARTED = (*CONTENDERS, ON_OUR_TRANSPORT)
#: By taps a second: so many times the delay is aimed at.
RATES = {100: {THIS_SQLITE: 4.0, THIS_POSTGRESQL: 4.0}, 300: {THIS_SQLITE: 5.0, THIS_POSTGRESQL: 6.0}}
#: Who cannot keep up is not measured longer: the wait would only grow.
SHARE = {PTB_256: 0.2}
#: So few a second that nearly every tap comes alone.
LONE = 40
COLUMNS = (Column("p50 ms"), Column("p99 ms"), Column("max ms"), Column("served %", 1))
LIMIT_SECONDS = 60.0


async def measure(lab: Lab, size: Size, goals: Goals) -> None:
    for rate, aims in RATES.items():
        table = Table(f"(b) From tap to edit at {rate} taps a second, 50 ms on every response", COLUMNS)
        for _ in range(size.turns):
            for contender in CONTENDERS:
                await _turn(lab, size, table, contender, rate)
        table.tell()
        for ours, times in aims.items():
            p99 = table.median(ours.name, "p99 ms")
            goals.at_most(f"(b) p99 at {rate} taps/s, times the delay, {ours.name}", p99 / (DELAY * 1e3), times)


async def lone_taps(lab: Lab, size: Size, _goals: Goals) -> None:
    """What a tap costs that shares its turns with hardly any other."""
    table = Table(f"(b) A lone tap: {LONE} a second, 50 ms on every response", (Column("CPU ms per tap", 2),))
    taps = int(LONE * size.seconds_of_taps)
    for _ in range(size.turns):
        for contender in (THIS_SQLITE, THIS_POSTGRESQL, ON_OUR_TRANSPORT):
            async with lab.population(contender, taps, delay=DELAY) as (api, running):
                before = running.cpu_seconds()
                await api.play(phones.at_rate(range(1, taps + 1), LONE), DELAY, LIMIT_SECONDS)
                table.add(contender.name, **{"CPU ms per tap": (running.cpu_seconds() - before) / taps * 1e3})
    table.tell()


async def _turn(lab: Lab, size: Size, table: Table, contender: Contender, rate: int) -> None:
    taps = int(rate * size.seconds_of_taps * SHARE.get(contender, 1))
    async with lab.population(contender, taps, delay=DELAY) as (api, _):
        report = await api.play(phones.at_rate(range(1, taps + 1), rate), DELAY, LIMIT_SECONDS)
    delays = [delay * 1e3 for delay in report.delays()]
    figures = {
        "p50 ms": at_percent(delays, 50),
        "p99 ms": at_percent(delays, 99),
        "max ms": at_percent(delays, 100),
        "served %": report.served() / taps * 100,
    }
    table.add(contender.name, **figures)
