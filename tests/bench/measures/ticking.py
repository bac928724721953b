"""(f) One tick that opens, or closes, the rounds of a whole crowd."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from tests.bench import crowd
from tests.bench.figures import Column, Goals, Table
from tests.bench.lab import Lab
from tests.bench.size import Size

COLUMNS = (
    Column("seconds to open", 2),
    Column("µs per person"),
    Column("statements"),
    Column("MB more", 1),
    Column("seconds to close", 2),
)
SHARE = 10
#: Telegram's limit. A tick rests half of the time so that others come in: what counts is that nobody waits for it.
SAID_A_SECOND = 30
#: Larger crowds than this are not all asked at once there: it only takes long.
AT_ONCE = {"postgresql": 100_000}
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


async def measure(lab: Lab, size: Size, goals: Goals) -> None:
    """Everybody is due, in ever larger crowds; and one in ten of the largest."""
    for kind, name in KINDS.items():
        table = Table(f"(f) A tick over a crowd in practices of {crowd.IN_A_PRACTICE}, {name}", COLUMNS)
        most = size.crowds[-1]
        everybody = [people for people in size.crowds if people <= AT_ONCE.get(kind, most)]
        for people in everybody:
            await _turn(lab, table, kind, people, people)
        await _turn(lab, table, kind, most, most // SHARE)
        table.tell()
        table.plot("µs per person")
        part = _row(most, most // SHARE)
        times = table.median(part, "seconds to open") / (most // SHARE / SAID_A_SECOND)
        goals.at_most(f"(f) seconds to ask {part}, times those to say it, {name}", times, 0.1)
        flat = _flatness(table, everybody)
        goals.at_most(f"(f) cost per person, largest crowd to the cheapest, {name}", flat, 2)


def _row(people: int, due: int) -> str:
    return f"{due:,} of {people:,}"


def _flatness(table: Table, crowds: Sequence[int]) -> float:
    costs = [table.median(_row(people, people), "µs per person") for people in crowds]
    return costs[-1] / min(costs)


async def _turn(lab: Lab, table: Table, kind: str, people: int, due: int) -> None:
    with lab.database(kind) as database:
        await crowd.gather(database, people, due)
        opened = await _tick(database, crowd.OPENS)
        await crowd.answer(database)
        closed = await _tick(database, crowd.CLOSES)
    figures = {
        "seconds to open": opened["seconds"],
        "µs per person": opened["seconds"] / due * 1e6,
        "statements": opened["statements"],
        "MB more": opened["megabytes"],
        "seconds to close": closed["seconds"],
    }
    table.add(_row(people, due), **figures)


async def _tick(database: str, at: datetime) -> Any:
    module = "tests.bench.contenders.one_tick"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, at.isoformat(), "--database", database, stdout=asyncio.subprocess.PIPE
    )
    try:
        said, _ = await process.communicate()
    finally:
        if process.returncode is None:  # it took too long, and would go on beside what is measured next
            process.kill()
    return orjson.loads(said)
