"""(b), second half: how long a tap waits for its edit while so many people tap, 50 ms on every response."""

from tests.bench import phones
from tests.bench.contender import AIOGRAM, PTB_256, THIS_POSTGRESQL, THIS_SQLITE, WITHOUT_STORAGE, Contender
from tests.bench.figures import Column, Goals, Table, at_percent
from tests.bench.lab import Lab
from tests.bench.measures.throughput import DELAY
from tests.bench.size import Size

#: python-telegram-bot as it comes handles fewer than ten a second at this delay: its queue only grows.
CONTENDERS = (THIS_SQLITE, THIS_POSTGRESQL, WITHOUT_STORAGE, PTB_256, AIOGRAM)
RATES = {100: 4.0, 300: 5.0}
#: Who cannot keep up is not measured longer: the wait would only grow.
SHARE = {THIS_POSTGRESQL: 0.5, PTB_256: 0.2}
COLUMNS = (Column("p50 ms"), Column("p99 ms"), Column("max ms"), Column("served %", 1))
LIMIT_SECONDS = 60.0


async def measure(lab: Lab, size: Size, goals: Goals) -> None:
    for rate, times in RATES.items():
        table = Table(f"(b) From tap to edit at {rate} taps a second, 50 ms on every response", COLUMNS)
        for _ in range(size.turns):
            for contender in CONTENDERS:
                await _turn(lab, size, table, contender, rate)
        table.tell()
        p99 = table.median(THIS_SQLITE.name, "p99 ms")
        goals.at_most(f"(b) p99 at {rate} taps/s, times the delay", p99 / (DELAY * 1e3), times)


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
