"""How often a tap asks the database, and how often its workers look: figures that may only fall.

Without BEGIN and COMMIT; on SQLite also without savepoints, which go past SQLAlchemy. Many rows at once are one
statement.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from sqlalchemy import Engine, event, select

from bot.demo.population import PersonPlan, practice_id, settle
from bot.running import started
from bot.wiring import wire
from delivery import sender
from delivery.outcome import Sent
from delivery.rate_limit import RateLimiter
from rules.access import Role
from scheduler.tick import tick
from storage import check_ins
from storage.tables import answers
from storage.tables import check_ins as check_ins_table
from storage.tables import outbox as outbox_table
from storage.worker import IDLE_SECONDS, Worker
from tests.handlers.conftest import Desk
from tests.handlers.updates import ANNEKE, tap
from tests.running_bot import ROUND_OPENS
from texts.callback_data import encode
from texts.taps.check_in import AnswerGiven

Kind = Literal["sqlite", "postgresql"]
MESSAGE = 5
#: (of the handler, of the sender while it claims, of the sender while it records) by how many tap at once.
MOST: dict[Kind, dict[int, tuple[int, int, int]]] = {
    "sqlite": {1: (9, 5, 4), 50: (9, 5, 4)},
    "postgresql": {1: (9, 5, 4), 50: (9, 5, 4)},
}
#: (of the update worker, of the sender) that one tap takes.
TURNS = (1, 2)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What was asked of any database meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT")):
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


class Phones:
    """Phones that show an edited message when the test lets them."""

    def __init__(self) -> None:
        self.may_show = asyncio.Event()

    async def __call__(self, *_: Any) -> Sent:
        await self.may_show.wait()
        return Sent(MESSAGE)


@pytest.fixture
def phones(monkeypatch: pytest.MonkeyPatch) -> Phones:
    phones = Phones()
    monkeypatch.setattr(sender, "say", phones)
    return phones


@pytest.fixture
async def busy_desk(desk: Desk) -> AsyncIterator[Desk]:
    """The same without a limit on what may be said."""
    wiring = wire(desk.wiring.settings, desk.clock.now, RateLimiter(per_second=10_000, burst=1_000))
    async with started(wiring):
        yield Desk(wiring, desk.clock)


async def ask(desk: Desk, people: int) -> list[dict[str, Any]]:
    """So many caregivers see the first question; their taps on its first option."""
    wiring, who = desk.wiring, range(ANNEKE, ANNEKE + people)
    async with wiring.database.write() as connection:
        zwolle = await practice_id(connection, "zwolle")
        ids = await settle(connection, [PersonPlan(one, [Role.CAREGIVER], zwolle) for one in who], desk.clock.now())
    desk.clock.move_to(ROUND_OPENS)
    await tick(wiring.database, wiring.programme, wiring.settings.minimum_group, desk.clock.now())
    async with wiring.database.write() as connection:
        await connection.execute(outbox_table.delete())
        await connection.execute(check_ins_table.update().values(message_id=MESSAGE))
        found = [await check_ins.open_of(connection, one, wiring.programme) for one in ids]
    taps = []
    for number, (one, check_in) in enumerate(zip(who, found, strict=True), 1):
        assert check_in is not None
        step = check_in.steps[0]
        data = encode(AnswerGiven(check_in.id, check_in.version, step.key, step.question.options[0].key))
        taps.append(tap(number, one, data, on=MESSAGE))
    return taps


async def answered(desk: Desk) -> int:
    async with desk.wiring.database.read() as connection:
        return len((await connection.scalars(select(answers.c.id))).all())


async def turns(worker: Worker) -> int:
    """Lets it work until it would wait; how often it looked."""
    for number in range(1, 20):
        worker._woken.clear()
        if await worker.take_turn() == IDLE_SECONDS and not worker._woken.is_set():
            return number
    raise AssertionError("it never waits")


async def said(desk: Desk, phones: Phones) -> None:
    """All that is under way arrives."""
    phones.may_show.set()
    await asyncio.gather(*desk.wiring.sender._under_way)


@pytest.mark.parametrize("people", [1, 50])
async def test_the_statements_of_a_tap(busy_desk: Desk, phones: Phones, people: int) -> None:
    desk, kind = busy_desk, busy_desk.wiring.database.engine.dialect.name
    await desk.receives(*await ask(desk, people))
    await desk.wiring.sender.run_once()  # it has the broadcast lease, and looked for what the dead left
    with statements() as handling:
        assert await desk.wiring.update_worker.run_once() == people
    with statements() as claiming:
        assert await desk.wiring.sender.run_once() == people
    await said(desk, phones)
    with statements() as recording:
        await desk.wiring.sender.run_once()
    assert (await answered(desk), await states(desk)) == (people, ["sent"] * people)
    counted = len(handling), len(claiming), len(recording)
    assert counted == MOST[kind][people]  # type: ignore[index]


async def test_the_turns_of_a_lone_tap(busy_desk: Desk, phones: Phones) -> None:
    desk = busy_desk
    await desk.receives(*await ask(desk, 1))
    handling = await turns(desk.wiring.update_worker)
    claiming = await turns(desk.wiring.sender)
    await said(desk, phones)
    assert (handling, claiming + await turns(desk.wiring.sender)) == TURNS
    assert (await answered(desk), await states(desk)) == (1, ["sent"])


async def states(desk: Desk) -> list[str]:
    async with desk.wiring.database.read() as connection:
        return list((await connection.scalars(select(outbox_table.c.state))).all())
