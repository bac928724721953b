"""What coordinators recommend to others, and how ready it is."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select, update

from storage.connection import Connection
from storage.tables import experiments, readiness_ratings


async def recommend(connection: Connection, experiment_id: int, now: datetime) -> None:
    """Others may see its card and lessons from now on; since when stays what it was."""
    since = func.coalesce(experiments.c.recommended_at, now)
    await connection.execute(update(experiments).where(experiments.c.id == experiment_id).values(recommended_at=since))


async def rate(connection: Connection, experiment_id: int, readiness: int, now: datetime) -> None:
    """How ready it is for others: 1 to 10."""
    await connection.execute(update(experiments).where(experiments.c.id == experiment_id).values(readiness=readiness))
    await _keep(connection, experiment_id, readiness, now)


async def end(connection: Connection, experiment_id: int, now: datetime) -> bool:
    """Others no longer see it; whether they did."""
    one = update(experiments).where(experiments.c.id == experiment_id, experiments.c.recommended_at.is_not(None))
    did = (await connection.execute(one.values(recommended_at=None, readiness=None))).rowcount == 1
    if did:
        await _keep(connection, experiment_id, None, now)
    return did


async def _keep(connection: Connection, experiment_id: int, readiness: int | None, now: datetime) -> None:
    row = {"experiment_id": experiment_id, "readiness": readiness, "said_at": now}
    await connection.execute(readiness_ratings.insert().values(row))


async def ready(
    connection: Connection, experiment_ids: Collection[int], before: datetime | None = None
) -> dict[int, int | None]:
    """By experiment how ready it is now, or was `before` a moment (aware time), 1 to 10; None: not recommended then."""
    one = readiness_ratings.c
    said = select(one.experiment_id, one.readiness).where(one.experiment_id.in_(experiment_ids)).order_by(one.id)
    rows = await connection.execute(said if before is None else said.where(one.said_at < before))
    return {row[0]: row[1] for row in rows}
