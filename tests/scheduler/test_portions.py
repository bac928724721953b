"""A tick over very many people keeps nobody who taps waiting, and one that breaks off has done what it had done."""

import asyncio
from collections.abc import Collection, Sequence

import pytest
from sqlalchemy import func, select

from scheduler import round_control
from scheduler.portions import in_portions
from scheduler.tick import tick
from simulator.phone import Telegram
from storage.connection import Connection
from storage.database import Database
from storage.rounds import Opening
from storage.tables import check_ins
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite


@on_sqlite
async def test_whoever_writes_is_let_in_between_two_portions(running_bot: RunningBot) -> None:
    database, order, tapping = running_bot.wiring.database, list[object](), list[asyncio.Task[None]]()

    async def tap() -> None:
        async with database.write():
            order.append("tap")

    async def do(_: Connection, ids: Sequence[int]) -> int:
        order.append(list(ids))
        tapping.append(asyncio.create_task(tap()))
        await asyncio.sleep(0)
        return len(ids)

    assert await in_portions(database, [1, 2, 3], do, most=2) == 3
    await asyncio.gather(*tapping)
    assert order == [[1], "tap", [2, 3], "tap"]


async def test_it_rests_after_each_portion_as_long_as_that_took(
    running_bot: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, rested = await portions_of(6, running_bot.wiring.database, monkeypatch, most=4, each=0.02)
    assert rested == pytest.approx([0.0, 0.02, 0.04])


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        pytest.param(0.001, [1, 2, 4, 8, 15, 15, 15], id="a fast machine"),
        pytest.param(0.020, [1, 2, 4, 8, 4, 8, 4, 8, 4, 8, 4, 5], id="a slow machine"),
        pytest.param(0.200, [1] * 60, id="one that is at the end of its strength"),
    ],
)
async def test_nobody_waits_long_for_a_portion_however_slow_the_machine(
    each: float, expected: list[int], running_bot: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    portions, _ = await portions_of(sum(expected), running_bot.wiring.database, monkeypatch, most=15, each=each)
    assert portions == expected


async def test_a_slow_disk_does_not_make_ever_smaller_portions(
    running_bot: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One row would be as late as a hundred, and a thousand rows take a thousand commits."""
    portions, _ = await portions_of(500, running_bot.wiring.database, monkeypatch, most=1_500, each=0, commit=0.11)
    assert portions == [100] * 5


async def portions_of(
    number: int, database: Database, monkeypatch: pytest.MonkeyPatch, most: int, each: float, commit: float = 0.0
) -> tuple[list[int], list[float]]:
    """How large the portions are where each takes so many seconds, and how long the rests before them."""
    now, seen, portions, rested = 0.0, list[int](), list[int](), list[float]()

    async def do(_: Connection, ids: Sequence[int]) -> int:
        nonlocal now
        now += each * len(ids) + commit
        seen.extend(ids)
        portions.append(len(ids))
        return len(ids)

    async def rest(seconds: float) -> None:
        rested.append(seconds)

    monkeypatch.setattr("scheduler.portions.monotonic", lambda: now)
    monkeypatch.setattr("scheduler.portions.sleep", rest)
    assert await in_portions(database, range(number), do, most=most) == number
    assert seen == list(range(number))
    return portions, rested


@on_sqlite
async def test_a_tick_that_breaks_between_two_practices_leaves_the_other_to_the_next(
    running_bot: RunningBot, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    anneke, bram = await telegram.person("Anneke"), await telegram.person("Bram")
    await running_bot.registers(anneke, "caregiver", "zwolle")
    await running_bot.registers(bram, "caregiver", "brabantse-wal")
    await telegram.move_to(ROUND_OPENS)
    zwolle = await running_bot.practice_id("zwolle")

    async def only_zwolle(
        connection: Connection, openings: Sequence[Opening], roles: Collection[object], *more: object
    ) -> list[int]:
        if [one.practice_id for one in openings] != [zwolle]:
            raise OSError("the disk is full")
        return await round_control.open_rounds(connection, openings, roles, *more)  # type: ignore[arg-type]

    wiring = running_bot.wiring
    monkeypatch.setattr("scheduler.rounds.ROUNDS", 1)
    with monkeypatch.context() as broken:
        broken.setattr("scheduler.rounds.open_rounds", only_zwolle)
        done = await tick(wiring.database, wiring.programme, 5, ROUND_OPENS)
    assert "opening rounds" in done.failed
    before = await asked(wiring.database)
    done = await tick(wiring.database, wiring.programme, 5, ROUND_OPENS)
    assert not done.failed
    assert (before < 2, await asked(wiring.database)) == (True, 2)


async def asked(database: Database) -> int:
    async with database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(check_ins)) or 0)
