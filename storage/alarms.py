"""Which sorts of trouble the owner was told of: no process tells one again within hours, also after a restart."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_

from storage.connection import Connection
from storage.dialect import insert
from storage.tables import alarms
from storage.wrong_clock import SKEW


async def claim(connection: Connection, kind: str, now: datetime, every: timedelta) -> bool:
    """Whether it is on the caller to tell this now. One told far in the future, by a wrong clock, does not count."""
    statement = insert(connection, alarms).values(kind=kind, told_at=now)
    free = or_(alarms.c.told_at <= now - every, alarms.c.told_at > now + SKEW)
    claimed = statement.on_conflict_do_update(index_elements=["kind"], set_={"told_at": now}, where=free)
    return (await connection.execute(claimed.returning(alarms.c.kind))).first() is not None


async def give_back(connection: Connection, kinds: list[str]) -> None:
    """It reached nobody: the next one to look may try again."""
    await connection.execute(delete(alarms).where(alarms.c.kind.in_(kinds)))
