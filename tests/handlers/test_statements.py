"""How often a tap asks the database, and how often its workers look: figures that may only fall.

Without BEGIN and COMMIT; on SQLite also without savepoints, which go past SQLAlchemy. Many rows at once are one
statement.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from sqlalchemy import Engine, event

from storage.worker import IDLE_SECONDS, Worker
from tests.handlers.conftest import Desk, Phones
from tests.running_bot import on_sqlite

Kind = Literal["sqlite", "postgresql"]
#: (of the handler, of the sender while it claims, of the sender while it records) by how many tap at once.
MOST: dict[Kind, dict[int, tuple[int, int, int]]] = {
    "sqlite": {1: (9, 5, 4), 50: (9, 5, 4)},
    "postgresql": {1: (9, 5, 4), 50: (9, 5, 4)},
}
#: The tables that have more rows the more people there are, or the more was said.
GROWS = ("people", "memberships", "inbox", "outbox", "check_ins", "answers", "check_in_experiments")
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


@contextmanager
def ways() -> Iterator[list[str]]:
    """How SQLite gets at what is asked of it meanwhile: each step of each plan."""
    steps: list[str] = []

    def explain(_connection: Any, cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        if not statement.startswith(("BEGIN", "COMMIT")):
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values[0] if many else values)
            steps.extend(step for *_, step in cursor.fetchall())

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        yield steps
    finally:
        event.remove(Engine, "before_cursor_execute", explain)


async def turns(worker: Worker) -> int:
    """Lets it work until it would wait; how often it looked."""
    for number in range(1, 20):
        worker._woken.clear()
        if await worker.take_turn() == IDLE_SECONDS and not worker._woken.is_set():
            return number
    raise AssertionError("it never waits")


@pytest.mark.parametrize("people", [1, 50])
async def test_the_statements_of_a_tap(busy_desk: Desk, phones: Phones, people: int) -> None:
    desk, kind = busy_desk, busy_desk.wiring.database.engine.dialect.name
    await desk.receives(*await desk.asks(people))
    await desk.wiring.sender.run_once()  # it has the broadcast lease, and looked for what the dead left
    with statements() as handling:
        assert await desk.wiring.update_worker.run_once() == people
    with statements() as claiming:
        assert await desk.wiring.sender.run_once() == people
    await phones.show(desk)
    with statements() as recording:
        await desk.wiring.sender.run_once()
    assert (await desk.answers(), await desk.states()) == (people, ["sent"] * people)
    counted = len(handling), len(claiming), len(recording)
    assert counted == MOST[kind][people]  # type: ignore[index]


@on_sqlite
async def test_a_tap_finds_its_rows_by_an_index_however_many_others_there_are(busy_desk: Desk, phones: Phones) -> None:
    desk = busy_desk
    await desk.receives(*await desk.asks(2))
    with ways() as steps:
        await desk.wiring.update_worker.run_once()
        await desk.wiring.sender.run_once()
        await phones.show(desk)
        await desk.wiring.sender.run_once()
    assert steps
    without_index = {step for step in steps if step.startswith("SCAN") and " USING " not in step}
    assert not [step for step in without_index if step.split()[1] in GROWS]


async def test_the_turns_of_a_lone_tap(busy_desk: Desk, phones: Phones) -> None:
    desk = busy_desk
    await desk.receives(*await desk.asks(1))
    handling = await turns(desk.wiring.update_worker)
    claiming = await turns(desk.wiring.sender)
    await phones.show(desk)
    assert (handling, claiming + await turns(desk.wiring.sender)) == TURNS
    assert (await desk.answers(), await desk.states()) == (1, ["sent"])
