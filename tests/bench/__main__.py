"""`python -m tests.bench [MEASURE …]`: this bot beside the others, each in its turn. See docs/performance.md."""

import asyncio
import platform
import tempfile
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import psutil
import typer

from tests import owned_programme
from tests.bench import processor
from tests.bench.contender import CannotStart, Contender
from tests.bench.figures import Goals
from tests.bench.lab import Lab
from tests.bench.measures import beside, broadcast, desk, footprint, kills, latency, sealed, throughput, ticking
from tests.bench.noise import Noise
from tests.bench.roll_call import roll_call
from tests.bench.size import FULL, QUICK, Size

Measure = Callable[[Lab, Size, Goals], Awaitable[None]]


class What(StrEnum):
    """What can be measured by itself."""

    THROUGHPUT = "throughput"
    LATENCY = "latency"
    BROADCAST = "broadcast"
    KILLS = "kills"
    FOOTPRINT = "footprint"
    TICKING = "ticking"
    DESK = "desk"
    SEALED = "sealed"
    BESIDE = "beside"


MEASURES: dict[What, list[Measure]] = {
    What.THROUGHPUT: [throughput.at_full_speed, throughput.with_a_past, throughput.with_delay],
    What.LATENCY: [latency.measure, latency.lone_taps],
    What.BROADCAST: [broadcast.measure],
    What.KILLS: [kills.measure],
    What.FOOTPRINT: [footprint.starting, footprint.memory, footprint.one_day],
    What.TICKING: [ticking.measure],
    What.DESK: [desk.measure],
    What.SEALED: [sealed.measure],
    What.BESIDE: [beside.measure],
}
CONTENDERS: dict[What, Sequence[Contender]] = {
    What.THROUGHPUT: throughput.CONTENDERS,
    What.LATENCY: latency.STARTED,
    What.BROADCAST: broadcast.CONTENDERS,
    What.KILLS: kills.CONTENDERS,
    What.FOOTPRINT: footprint.CONTENDERS,
    What.TICKING: (),
    What.DESK: desk.CONTENDERS,
    What.SEALED: sealed.CONTENDERS,
    What.BESIDE: beside.CONTENDERS,
}


def contenders(wanted: Iterable[What]) -> list[Contender]:
    """Whoever has a turn in what is wanted, each once."""
    return list(dict.fromkeys(contender for name in wanted for contender in CONTENDERS[name]))


async def run(size: Size, wanted: Collection[What]) -> Goals:
    """Measures what is wanted, and says after each part what else the machine did."""
    goals, noise = Goals(), Noise()
    with tempfile.TemporaryDirectory(prefix="bench", ignore_cleanup_errors=True) as folder:
        lab = Lab(Path(folder))
        await roll_call(lab, contenders(wanted))
        for name in wanted:
            for measure in MEASURES[name]:
                with noise.around(f"{name}, {measure.__name__}"):
                    await _to_its_end(measure, f"{name}, {measure.__name__}", lab, size, goals)
    noise.tell()
    return goals


async def _to_its_end(measure: Measure, what: str, lab: Lab, size: Size, goals: Goals) -> None:
    """One that does not end is a goal that was not met, and the next one begins."""
    try:
        async with asyncio.timeout(60 * size.minutes):
            await measure(lab, size, goals)
    except TimeoutError:
        goals.unended(what, size.minutes)


def main(
    measures: Annotated[
        list[What] | None, typer.Argument(help="What to measure; everything when nothing is named.")
    ] = None,
    quick: Annotated[bool, typer.Option(help="A few minutes: too short to quote, long enough to notice.")] = False,
    turns: Annotated[int, typer.Option(help="How often each contender has its turn; 0: as the size says.")] = 0,
) -> None:
    owned_programme.put_in_force()
    size = QUICK if quick else FULL
    memory = psutil.virtual_memory().total / 2**30
    machine = f"{psutil.cpu_count()} processors, {memory:.0f} GB, {platform.system()}"
    typer.echo(f"{processor.make()}, {platform.machine()}, {machine}")
    typer.echo(f"Python {platform.python_version()}; turns: {turns or size.turns}; median (lowest–highest)")
    try:
        goals = asyncio.run(run(replace(size, turns=turns) if turns else size, measures or list(What)))
    except CannotStart as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    goals.tell()


if __name__ == "__main__":
    typer.run(main)
