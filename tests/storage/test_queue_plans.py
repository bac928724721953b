"""How much PostgreSQL looks at to find what comes next grows with what waits, whatever it believes to be waiting.

A queue is full or empty from one second to the next; the planner knows it as it was when somebody last counted.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Executable, event, insert, text

from storage import inbox, queue_statistics, sending
from storage.database import Database
from storage.outbox import Lane
from storage.tables import inbox as updates
from storage.tables import outbox as messages
from storage.tables import people
from tests.storage.population import NOW, on_postgresql

pytestmark = on_postgresql
WAITING, MOST = 1_000, 50
HEADS: tuple[Executable, dict[str, Any]] = (inbox._HEADS_OF_FREE_CHATS, {"now": NOW, "most": MOST})
CLAIM: tuple[Executable, dict[str, Any]] = (sending._WANTED, {"last_lane": Lane.BROADCAST, "now": NOW, "most": MOST})


@contextmanager
def explained(database: Database) -> Iterator[list[Any]]:
    """How every statement is carried out: as its plan in JSON. It is then carried out once more, as asked."""
    plans: list[Any] = []

    def explain(_connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters)
        ((found,),) = cursor.fetchall()
        plans.append(json.loads(found) if isinstance(found, str) else found)

    event.listen(database.engine.sync_engine, "before_cursor_execute", explain)
    try:
        yield plans
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", explain)


def looked_at(plan: Mapping[str, Any]) -> float:
    """Rows that any step gave or threw away, over all its loops."""
    thrown_away = sum(rows for name, rows in plan.items() if name.startswith("Rows Removed"))
    here = (plan["Actual Rows"] + thrown_away) * plan["Actual Loops"]
    return float(here) + sum(looked_at(step) for step in plan.get("Plans", []))


async def rows_looked_at(database: Database, asked: Executable, values: Mapping[str, Any]) -> float:
    async with database.write() as connection:
        with explained(database) as plans:
            await connection.execute(asked, values)
    ((told,),) = plans
    return looked_at(told["Plan"])


async def everybody_taps(database: Database) -> None:
    """Each person of a crowd once, and each is to be answered."""
    crowd = range(1, WAITING + 1)
    async with database.write() as connection:
        persons = [{"id": one, "address": one, "language": "nl", "created_at": NOW} for one in crowd]
        await connection.execute(insert(people), persons)
        await inbox.store(connection, [inbox.Received(one, one, "{}") for one in crowd], NOW)
        said = {"lane": 1, "kind": "help", "params": {}, "state": "ready", "created_at": NOW}
        await connection.execute(insert(messages), [{"person_id": one} | said for one in crowd])


@pytest.mark.parametrize("counted", [False, True], ids=["nobody counted", "counted when nothing waited"])
@pytest.mark.parametrize(("asked", "values"), [HEADS, CLAIM], ids=["inbox", "outbox"])
async def test_a_full_queue_is_looked_through_a_few_times_and_not_once_for_each(
    database: Database, asked: Executable, values: Mapping[str, Any], counted: bool
) -> None:
    if counted:
        await everybody_taps(database)
        async with database.write() as connection:
            await connection.execute(updates.update().values(state="handled", chat_id=None))
            await connection.execute(messages.update().values(state="sent"))
            await connection.execute(text("ANALYZE"))
            for table in (updates, messages, people):
                await connection.execute(table.delete())
    await everybody_taps(database)
    assert await rows_looked_at(database, asked, values) < 100 * WAITING


@pytest.mark.parametrize("said", [1, 3 * WAITING])
async def test_it_is_counted_anew_when_much_more_waits_than_is_known_of(database: Database, said: int) -> None:
    """However much was said before, and is still there."""
    async with database.write() as connection:
        past = {"chat_id": 1, "lane": 1, "kind": "help", "params": {}, "state": "sent", "created_at": NOW}
        await connection.execute(insert(messages), [past | {"done_at": NOW}] * said)
        await connection.execute(text("ANALYZE"))
        assert not await queue_statistics.count_anew(connection)
    await everybody_taps(database)
    async with database.write() as connection:
        assert await queue_statistics.count_anew(connection)
        assert not await queue_statistics.count_anew(connection)
