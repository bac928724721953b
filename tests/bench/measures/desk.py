"""(g) What a coordinator asks for, with a million answers behind it: the summary, its picture, the spreadsheet."""

import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from sqlalchemy import text

from delivery import drawing
from delivery.export_tables import Tables
from delivery.export_writing import written
from reports.summary_picture import summary_picture
from storage import figures
from storage.connection import Connection
from storage.database import Database
from storage.exports import Export
from tests.bench import archive
from tests.bench.api import Tap, fake_api
from tests.bench.contender import THIS_POSTGRESQL, THIS_SQLITE, at_work
from tests.bench.figures import Column, Goals, Table, at_percent
from tests.bench.lab import Lab
from tests.bench.multiplying import SCALES
from tests.bench.size import Size
from tests.reports.figures import ROUND, summary_words
from texts.catalogue import load_catalogues

CONTENDERS = (THIS_SQLITE, THIS_POSTGRESQL)
ASKED_EVERY_SECONDS = 0.1
#: How often the queries, and the picture, are timed.
TIMES = 15
#: What the open round's part of a summary is by hand: who was asked, and who answered.
BY_HAND = (
    "SELECT count(*) FILTER (WHERE as_caregiver), count(*) FILTER (WHERE as_participant) "
    "FROM check_ins WHERE round_id = :round AND (proxy_id IS NULL OR EXISTS (SELECT 1 FROM answers "
    "WHERE check_in_id = check_ins.id AND (option IS NOT NULL OR text IS NOT NULL)))",
    "SELECT role, count(DISTINCT check_in_id) FROM answers WHERE round_id = :round "
    "AND (option IS NOT NULL OR text IS NOT NULL) GROUP BY role",
)


async def measure(lab: Lab, size: Size, goals: Goals) -> None:
    """On each database: a million answers (fewer in the quick run), and everything asked of them."""
    for contender in CONTENDERS:
        with lab.database(contender.storage) as address:
            stored = await archive.build(address, size.past_rounds)
            await _summary(lab, goals, address, contender.name, stored)
            await _queries(goals, address, contender.name)
            await _spreadsheet(goals, address, contender.name)
    await _picture(goals)


async def _summary(lab: Lab, goals: Goals, address: str, name: str, stored: int) -> None:
    """Coordinators ask one after the other; from the update to the words."""
    known = range(1, len(archive.PROGRAMME.practices) + 1)
    everybody = [(one, archive.coordinator(one, number)) for number in range(archive.COORDINATORS) for one in known]
    taps: list[Tap] = [
        (number * ASKED_EVERY_SECONDS, chat, f"s|{practice}|0") for number, (practice, chat) in enumerate(everybody)
    ]
    contender = next(one for one in CONTENDERS if one.name == name)
    async with fake_api() as api:
        await api.set_scene([])
        async with at_work(contender, api, address, lab.log):
            report = await api.play(taps)
    delays = [delay * 1e3 for delay in report.delays()]
    table = Table(f"(g) A summary with {stored:,} answers stored, {name}", (Column("p50 ms"), Column("p95 ms")))
    table.add("from update to words", **{"p50 ms": at_percent(delays, 50), "p95 ms": at_percent(delays, 95)})
    table.tell()
    goals.at_most(f"(g) p95 ms of a summary, {name}", table.median("from update to words", "p95 ms"), 150)


async def _queries(goals: Goals, address: str, name: str) -> None:
    """What the bot asks the database for the open round, and the same by hand, turn by turn."""
    database = Database(address)
    async with database.read() as connection:  # as the bot does it
        newest = await connection.scalar(text("SELECT max(id) FROM rounds"))
        ratios = []
        for _ in range(TIMES):
            own = await _seconds(lambda: figures.response(connection, [newest]))
            by_hand = await _seconds(lambda: _by_hand(connection, newest))
            ratios.append(own / by_hand)
    await database.close()
    goals.at_most(f"(g) queries, times the same by hand, {name}", median(ratios), 1.5)


async def _by_hand(connection: Connection, round_id: int) -> None:
    for statement in BY_HAND:
        (await connection.execute(text(statement), {"round": round_id})).all()


async def _seconds(work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


async def _spreadsheet(goals: Goals, address: str, name: str) -> None:
    """What may be told of a hundred thousand answers of the newest rounds; and what our own process needs for it."""
    database, practices = Database(address), len(archive.PROGRAMME.practices)
    wanted = 100_000 // (practices * archive.CAREGIVERS * len(SCALES)) + 1
    export = Export(
        1, 0, None, archive.NOW - timedelta(weeks=2 * wanted, days=-5), "xlsx", None, 0, 0, "writing", 1, None
    )
    t = load_catalogues(archive.PROGRAMME).translator("nl")
    tables = Tables(database, export, archive.PROGRAMME, t)
    here, told = psutil.Process(), 0

    async def progress(_: int, rounds: int) -> None:
        nonlocal told
        told = rounds

    before = here.memory_info().rss
    with TemporaryDirectory() as folder:
        file = Path(folder) / "export.xlsx"
        seconds = await _seconds(lambda: written(tables, "xlsx", file, progress))
        size = file.stat().st_size / 1e6
    grown = (here.memory_info().rss - before) / 1e6
    await database.close()
    table = Table(f"(g) A spreadsheet, {name}", (Column("seconds", 1), Column("MB of file", 1), Column("MB more", 1)))
    table.add(f"{told} rounds", seconds=seconds, **{"MB of file": size, "MB more": grown})
    table.tell()
    goals.at_most(f"(g) seconds for a spreadsheet, {name}", seconds, 20)
    goals.at_most(f"(g) MB more for a spreadsheet, {name}", grown, 50)


async def _picture(goals: Goals) -> None:
    """In a process of its own, as it is drawn for a summary."""
    draw = partial(summary_picture, summary_words("nl"), ROUND, 0)
    took = [await _seconds(lambda: drawing.made(draw)) for _ in range(TIMES)]
    table = Table("(g) A summary's picture", (Column("median ms"), Column("slowest ms")))
    table.add("drawn and handed over", **{"median ms": median(took[1:]) * 1e3, "slowest ms": max(took[1:]) * 1e3})
    table.tell()
    goals.at_most("(g) ms for a picture, warm", median(took[1:]) * 1e3, 400)
