"""A year is played, every figure is told on every day, and the same figures asked again later are the same."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from bot.running import prepare
from delivery.export_tables import Tables
from delivery.rendering.context import RenderingContext
from delivery.rendering.programme_report import report
from delivery.rendering.summary import view
from reports.programme_report import ProgrammeReport
from rules.indicator import Indicator
from rules.payloads.programme import ReportFile
from rules.period import Period, periods
from rules.telling import MINIMUM_GROUP
from storage import indicator, practices, rounds
from storage.database import Database
from storage.exports import Export
from tests.once import CATALOGUES, PROGRAMME
from tests.properties.played_year import BEGINS, HOMES, Year
from texts.message import Message
from texts.messages import summary as summary_texts
from texts.messages import summary_picture as picture_texts

DAYS, CHANGED_ON = 210, 100
T = CATALOGUES.translator("nl")


@dataclass
class Told:
    """Every figure that was told, by what it is of."""

    of_day: dict[date, Indicator]
    of_round: dict[int, tuple[object, ...]]
    of_period: dict[str, ProgrammeReport]
    rows: dict[str, list[tuple[object, ...]]]


async def tell(year: Year) -> Told:
    """Asks for everything, as of the time that is over."""
    return Told(await _days(year), await _rounds(year), await _periods(year), await _rows(year))


def _today(year: Year) -> date:
    return year.now.astimezone(ZoneInfo(year.programme.schedule.timezone)).date()


async def _days(year: Year) -> dict[date, Indicator]:
    today = _today(year)
    found = {}
    async with year.database.read() as connection:
        for back in range(1, DAYS + 2):
            day = today - timedelta(days=back)
            if kept := await indicator.as_of(connection, day):
                found[day] = kept
    return found


async def _rounds(year: Year) -> dict[int, tuple[object, ...]]:
    """By closed round what its summary says of it, and its picture; not how far the open one is."""
    found: dict[int, tuple[object, ...]] = {}
    async with year.database.read() as connection:
        for slug in HOMES:
            practice = await practices.by_slug(connection, slug)
            assert practice is not None
            for closed in await rounds.closed_in(connection, practice.id):
                shown = await view(
                    connection, practice, year.programme, MINIMUM_GROUP, year.now, round_id=closed.id, manager=True
                )
                assert shown.figures is not None
                alone = replace(shown, open_response=None, next_figures=NEVER, next_round_id=None)
                text = summary_texts.summary(T, alone).text
                found[closed.id] = (text, picture_texts.on_picture(T, shown, shown.figures))
    return found


NEVER = cast("Any", SimpleNamespace(number=0, length=1, minimum_group=MINIMUM_GROUP))


async def _periods(year: Year) -> dict[str, ProgrammeReport]:
    """By period that is over what its report holds, but for the day on which it was made."""
    today, found = _today(year), {}
    for period in periods([today - timedelta(days=90), today]):
        if period.year is not None and period.days[1] < today:
            found[period.key] = replace(await _report(year, period), made="")
    return found


async def _report(year: Year, period: Period) -> ProgrammeReport:
    async with year.database.read() as connection:
        row = cast("Any", SimpleNamespace(person_id=year.manager, plain=False, edits=None))
        context = RenderingContext(connection, row, T, year.programme, MINIMUM_GROUP, "bot", year.now)
        said = await report(context, ReportFile(period=period.key, form="xlsx"))
    assert isinstance(said, Message)
    assert said.file is not None
    made: ProgrammeReport = cast("Any", said.file.make).args[0]
    return made


async def _rows(year: Year) -> dict[str, list[tuple[object, ...]]]:
    """By table of the spreadsheet of all practices its rows; of the code book too."""
    export = cast("Export", SimpleNamespace(practice_id=None, since=None))
    found: dict[str, list[tuple[object, ...]]] = {}
    name = ""
    async for frame in Tables(year.database, export, year.programme, T).frames(_nobody_looks):
        match frame:
            case ("begin", str(begun), _):
                name = begun
            case ("add", list(rows)):
                found[name] = [tuple(row) for row in rows]
    return found


async def _nobody_looks(_written: int, _of: int) -> None: ...


@pytest.fixture
async def year(database_url: str, seed: int) -> AsyncIterator[Year]:
    database = Database(database_url)
    await prepare(database, PROGRAMME, lambda: BEGINS)
    year = Year(database, Random(seed))
    await year.begins()
    yield year
    await database.close()


@pytest.mark.parametrize("seed", [7, *(pytest.param(one, marks=pytest.mark.nightly) for one in range(1, 6))])
@pytest.mark.slow
async def test_the_same_figures_asked_again_later_are_the_same(year: Year) -> None:
    told: list[tuple[datetime, Told]] = []
    due = False
    for day in range(DAYS):
        if day == CHANGED_ON:
            await year.changes_the_file()
        await year.passes_day()
        due = due or day % 33 == 32
        if due and not year.away:
            told.append((year.now, await tell(year)))
            due = False
    last = await tell(year)
    for then, before in told:
        _same(before.of_day, last.of_day, then)
        _same(before.of_round, last.of_round, then)
        again = {key: replace(await _report(year, _read(key)), made="") for key in before.of_period}
        _same(before.of_period, again, then)
        for name, rows in before.rows.items():
            if len(rows[0]) > 1 and name != "geleerd":  # else it says why there are none yet; a logbook goes on
                assert [row for row in rows if row not in last.rows[name]] == [], (then, name)
    assert len(last.of_round) > 20
    assert {key for _, before in told for key in before.of_period} >= {"2026q4", "2027q1", "2026"}
    assert {row[6] for row in last.rows["mantelzorgers"] if row[5] == "samen"} == {1, 2}


def _same(before: Mapping[Any, object], later: Mapping[Any, object], then: datetime) -> None:
    for key, figure in before.items():
        assert later.get(key) == figure, (then, key)


def _read(key: str) -> Period:
    year, _, quarter = key.partition("q")
    return Period(int(year), int(quarter) if quarter else None)
