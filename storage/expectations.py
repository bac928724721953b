"""What practices expected of their experiments: every version, of which the newest counts. Nobody's name with it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from rules.learning import Confidence, Expectation
from storage import imported_words, scrubbing
from storage.connection import Connection
from storage.tables import expectations, imports, inbox

_EXPECTATION = (expectations.c.id, expectations.c.text, expectations.c.confidence, expectations.c.said_at)


async def newest(
    connection: Connection, experiment_ids: Collection[int], before: datetime | None = None
) -> dict[int, Expectation]:
    """By experiment what is expected of it now, or was `before` a moment; without those of which nothing is."""
    found = select(expectations.c.experiment_id, *_EXPECTATION).where(expectations.c.experiment_id.in_(experiment_ids))
    found = found if before is None else found.where(expectations.c.said_at < before)
    rows = await connection.execute(found.order_by(expectations.c.id))
    return {row[0]: _expectation(row[1:]) for row in rows}


async def versions(connection: Connection, experiment_id: int) -> list[Expectation]:
    """Every version, the oldest first."""
    found = select(*_EXPECTATION).where(expectations.c.experiment_id == experiment_id).order_by(expectations.c.id)
    return [_expectation(row) for row in await connection.execute(found)]


def _expectation(row: Row[Any] | tuple[Any, ...]) -> Expectation:
    return Expectation(*row)


async def write(connection: Connection, experiment_id: int, text: str, now: datetime) -> None:
    """A new version; how much confidence there is in it is not said yet."""
    row = {"experiment_id": experiment_id, "text": text, "said_at": now}
    await connection.execute(expectations.insert().values(row))


async def trust(connection: Connection, expectation_id: int, confidence: Confidence) -> bool:
    """How much confidence there is in this version; False when that was said already: a version stays as it is."""
    unsaid = update(expectations).where(expectations.c.id == expectation_id, expectations.c.confidence.is_(None))
    return (await connection.execute(unsaid.values(confidence=confidence))).rowcount == 1


async def remove(connection: Connection, experiment_id: int, expectation_id: int) -> bool:
    """This version goes, also out of the files and of spreadsheets that brought it; False when there is none."""
    mine = (expectations.c.id == expectation_id) & (expectations.c.experiment_id == experiment_id)
    gone = await connection.scalar(delete(expectations).where(mine).returning(expectations.c.text))
    if gone is not None:
        await imported_words.forget(connection, gone)
    await scrubbing.ask(connection, expectations, inbox, imports)
    return gone is not None
