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
SHARE = {PTB_256: 0.2}
SHARE_WITH_DELAY = {PTB: 0.02, PTB_256: 0.1}
#: So many times their taps per second are aimed at, by whom of us.
WANTED = {
    THIS_SQLITE: {PTB: 2.8, AIOGRAM: 1.3, ON_OUR_TRANSPORT: 0.7, WITHOUT_STORAGE: 0.75},
    THIS_POSTGRESQL: {PTB: 2.5, THIS_SQLITE: 0.85},
}
COLUMNS = (Column("taps/s"), Column("CPU ms per tap", 2), Column("served %", 1))


async def at_full_speed(lab: Lab, size: Size, goals: Goals) -> None:
    table = Table("(a) Taps per second, no delay", COLUMNS)
    for _ in range(size.turns):
        for contender in CONTENDERS:
            await _turn(lab, table, contender, int(size.taps * SHARE.get(contender, 1)))
    table.tell()
    for ours, others in WANTED.items():
        for other, wanted in others.items():
            times = table.ratio("taps/s", ours.name, other.name)
            goals.at_least(f"(a) {ours.name}, times {other.name}", times, wanted)


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
    for ours in WANTED:
        goals.at_least(f"(b) {ours.name}, times {PTB_256.name}", table.ratio("taps/s", ours.name, PTB_256.name), 10)


async def _turn(lab: Lab, table: Table, contender: Contender, taps: int, delay: float = 0.0, past: int = 0) -> None:
    report, seconds = await lab.burst(contender, taps, delay, past)
    served = report.served()
    figures = {
        "taps/s": served / report.ended() if served else 0.0,
        "CPU ms per tap": seconds / taps * 1e3,
        "served %": served / taps * 100,
    }
    table.add(contender.name, **figures)
