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
    assert order == [[1, 2], "tap", [3], "tap"]


async def test_it_rests_after_each_portion_as_long_as_that_took(
    running_bot: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, rested, portions = iter([0.0, 0.5, 0.5, 0.8, 0.8, 0.9]), list[float](), list[list[int]]()

    async def do(_: Connection, ids: Sequence[int]) -> int:
        portions.append(list(ids))
        return len(ids)

    async def rest(seconds: float) -> None:
        rested.append(seconds)

    monkeypatch.setattr("scheduler.portions.monotonic", lambda: next(clock))
    monkeypatch.setattr("scheduler.portions.sleep", rest)
    assert await in_portions(running_bot.wiring.database, [1, 2, 3, 4, 5], do, most=2) == 5
    assert portions == [[1, 2], [3, 4], [5]]
    assert rested == pytest.approx([0.0, 0.5, 0.3])


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
