"""What coordinators recommend to others, and how ready it is."""

from datetime import datetime

from sqlalchemy import func, update

from storage.connection import Connection
from storage.tables import experiments


async def recommend(connection: Connection, experiment_id: int, now: datetime) -> None:
    """Others may see its card and lessons from now on; since when stays what it was."""
    since = func.coalesce(experiments.c.recommended_at, now)
    await connection.execute(update(experiments).where(experiments.c.id == experiment_id).values(recommended_at=since))


async def rate(connection: Connection, experiment_id: int, readiness: int) -> None:
    """How ready it is for others: 1 to 10."""
    await connection.execute(update(experiments).where(experiments.c.id == experiment_id).values(readiness=readiness))


async def end(connection: Connection, experiment_id: int) -> bool:
    """Others no longer see it; whether they did."""
    one = update(experiments).where(experiments.c.id == experiment_id, experiments.c.recommended_at.is_not(None))
    return (await connection.execute(one.values(recommended_at=None, readiness=None))).rowcount == 1
