"""(a) and the first half of (b): how many taps a second, each answered and its message edited."""

from tests.bench.contender import (
    AIOGRAM,
    ON_OUR_TRANSPORT,
    PTB,
    PTB_256,
    THIS_POSTGRESQL,
    THIS_SQLITE,
    WITHOUT_STORAGE,
    Contender,
)
from tests.bench.figures import Column, Goals, Table
from tests.bench.lab import Lab
from tests.bench.size import Size

CONTENDERS = (THIS_SQLITE, THIS_POSTGRESQL, WITHOUT_STORAGE, ON_OUR_TRANSPORT, PTB, PTB_256, AIOGRAM)
DELAY = 0.05
#: Who handles only a few a second gets fewer taps, so that its turn ends as well.
SHARE = {THIS_POSTGRESQL: 0.4, PTB_256: 0.2}
SHARE_WITH_DELAY = {THIS_POSTGRESQL: 0.4, PTB: 0.02, PTB_256: 0.1}
#: So many times their taps per second are aimed at.
WANTED = {PTB: 1.5, ON_OUR_TRANSPORT: 0.75, WITHOUT_STORAGE: 0.75, AIOGRAM: 1.0}
COLUMNS = (Column("taps/s"), Column("CPU ms per tap", 2), Column("served %", 1))


async def at_full_speed(lab: Lab, size: Size, goals: Goals) -> None:
    table = Table("(a) Taps per second, no delay", COLUMNS)
    for _ in range(size.turns):
        for contender in CONTENDERS:
            await _turn(lab, table, contender, int(size.taps * SHARE.get(contender, 1)))
    table.tell()
    for other, wanted in WANTED.items():
        times = table.ratio("taps/s", THIS_SQLITE.name, other.name)
        goals.at_least(f"(a) times {other.name}, which stores nothing", times, wanted)


async def with_a_past(lab: Lab, size: Size, _goals: Goals) -> None:
    """The same with as many handled updates and sent messages as a large programme keeps."""
    table = Table(f"(a) The same with {size.past:,} handled updates and sent messages in the database", COLUMNS)
    for contender in (THIS_SQLITE, THIS_POSTGRESQL):
        await _turn(lab, table, contender, int(size.taps * SHARE.get(contender, 1)), past=size.past)
    table.tell()


async def with_delay(lab: Lab, size: Size, goals: Goals) -> None:
    table = Table("(b) Taps per second, 50 ms on every response", COLUMNS)
    for _ in range(size.turns):
        for contender in CONTENDERS:
            await _turn(lab, table, contender, int(size.taps * SHARE_WITH_DELAY.get(contender, 1)), delay=DELAY)
    table.tell()
    times = table.ratio("taps/s", THIS_SQLITE.name, PTB_256.name)
    goals.at_least("(b) times python-telegram-bot with 256 side by side", times, 10)


async def _turn(lab: Lab, table: Table, contender: Contender, taps: int, delay: float = 0.0, past: int = 0) -> None:
    report, seconds = await lab.burst(contender, taps, delay, past)
    served = report.served()
    figures = {
        "taps/s": served / report.ended() if served else 0.0,
        "CPU ms per tap": seconds / taps * 1e3,
        "served %": served / taps * 100,
    }
    table.add(contender.name, **figures)
