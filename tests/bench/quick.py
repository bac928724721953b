"""`python -m tests.bench.quick`: what a tap costs, in a minute and a half, beside what it cost before."""

import asyncio
import subprocess
import tempfile
from pathlib import Path
from time import monotonic

import typer

from bot.wiring import real_time
from tests import owned_programme
from tests.bench import history, hot_path, processor
from tests.bench.contender import ON_OUR_TRANSPORT, PTB, THIS_POSTGRESQL, THIS_SQLITE, Contender
from tests.bench.history import Ratio, Row
from tests.bench.lab import Lab
from tests.bench.roll_call import roll_call

#: How many taps each gets a turn: so many that the clock of its processor time is fine enough.
TAPS = {THIS_SQLITE: 600, THIS_POSTGRESQL: 400, ON_OUR_TRANSPORT: 1_000, PTB: 300}
#: So many turns, or fewer when another one would take longer than everything may.
TURNS = 5
SECONDS = 85.0

Costs = dict[Contender, float]


async def measure(lab: Lab) -> list[Costs]:
    """Processor seconds of one tap, turn by turn."""
    began, turns = monotonic(), list[Costs]()
    await roll_call(lab, TAPS)
    started = monotonic()
    while len(turns) < TURNS and (not turns or _next_end(started, len(turns)) - began < SECONDS):
        turns.append({contender: (await lab.burst(contender, taps))[1] / taps for contender, taps in TAPS.items()})
    return turns


def _next_end(started: float, turns: int) -> float:
    return monotonic() + (monotonic() - started) / turns


def _ratio(turns: list[Costs], contender: Contender, peer: Contender = ON_OUR_TRANSPORT) -> Ratio:
    return Ratio.of([costs[contender] / costs[peer] for costs in turns])


def _commit() -> str:
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=hot_path.ROOT)
    return asked.stdout.strip() or "unknown"


def main() -> None:
    owned_programme.put_in_force()
    with tempfile.TemporaryDirectory(prefix="bench", ignore_cleanup_errors=True) as folder:
        turns = asyncio.run(measure(Lab(Path(folder))))
    for contender in TAPS:
        told = ", ".join(f"{costs[contender] * 1e3:.2f}" for costs in turns)
        typer.echo(f"{contender.name}: {told} ms of processor time per tap")
    make = processor.make()
    known = real_time().date().isoformat(), _commit(), hot_path.fingerprint()
    ours = _ratio(turns, THIS_SQLITE), _ratio(turns, THIS_POSTGRESQL), _ratio(turns, ON_OUR_TRANSPORT, PTB)
    row = Row(*known, make, *ours)
    before = history.last(processor=make)
    history.add(row)
    typer.echo(f"Times {ON_OUR_TRANSPORT.name}: SQLite {row.sqlite}, PostgreSQL {row.postgresql}.")
    typer.echo(f"{ON_OUR_TRANSPORT.name}, times {PTB.name} as it comes: {row.transport}.")
    typer.echo(_compared(row, before))


def _compared(row: Row, before: Row | None) -> str:
    if before is None:
        return "The first run on this make of processor."
    worse = row.worse_than(before)
    if not worse:
        return f"No dearer than on {before.on} (commit {before.commit}), as far as the noise lets one see."
    return f"DEARER than on {before.on} (commit {before.commit}), by more than the noise: {' and '.join(worse)}."


if __name__ == "__main__":
    typer.run(main)
