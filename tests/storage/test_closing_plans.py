"""What follows when a round closes is found by indexes, and not by looking at everybody, on SQLite too.

With a thousand practices of a hundred people each, who gets a summary in the morning took half a second for each
fifteen rounds that closed.
"""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from storage import digests, releases
from storage.database import Database
from tests.handlers.test_statements import ways
from tests.once import PROGRAMME
from tests.storage.population import MINIMUM_GROUP, NOW

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


async def test_who_gets_a_digest_is_found_by_practice(database: Database) -> None:
    asked: list[tuple[str, Any]] = []

    def note(*said: Any) -> None:
        asked.append(said[2:4])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        async with database.write() as connection:
            await digests.plan(connection, list(range(1, 16)), NOW + timedelta(days=1), NOW)
            await digests.plan_look_back(connection, [1, 2, 3], NOW + timedelta(days=1), NOW)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    inserts = [said for said in asked if said[0].startswith("INSERT INTO outbox")]
    assert len(inserts) == 3
    async with database.engine.connect() as raw:
        plans = [await raw.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", values) for said, values in inserts]
        steps = [str(row.detail) for plan in plans for row in plan]
    assert [step for step in steps if "SCAN people" in step or "people USING AUTOMATIC" in step] == []


async def test_rounds_whose_texts_had_no_turn_are_found_among_all_that_had(database: Database) -> None:
    async with database.write() as connection:
        with ways() as steps:
            await releases.release(connection, PROGRAMME, MINIMUM_GROUP, NOW)
    assert steps == ["SCAN rounds USING INDEX ix_rounds_unreleased"]
