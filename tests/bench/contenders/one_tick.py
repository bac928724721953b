"""One tick in a process of its own, and what it took, as JSON."""

import asyncio
import re
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Annotated

import orjson
import typer
from sqlalchemy import event

from programme.loading import load
from scheduler.tick import tick
from storage.database import Database


async def run(address: str, at: datetime) -> None:
    database, programme = Database(address), load()
    await tick(database, programme, 5, datetime(2026, 11, 24, 12, 0, tzinfo=at.tzinfo))  # connected, and nothing due
    statements: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    before, started = _peak(), perf_counter()
    done = await tick(database, programme, 5, at)
    took = {
        "seconds": perf_counter() - started,
        "statements": len(statements),
        "megabytes": _peak() - before,
        "opened": done.opened,
        "closed": done.closed,
    }
    await database.close()
    typer.echo(orjson.dumps(took))


def _peak() -> float:
    """Megabytes this process ever had in memory at once (getrusage would count its parent's as well)."""
    said = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(said[1]) / 1e3 if said else 0.0


def main(at: str, database: Annotated[str, typer.Option()]) -> None:
    asyncio.run(run(database, datetime.fromisoformat(at)))


if __name__ == "__main__":
    typer.run(main)
