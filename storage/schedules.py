"""The schedule of all practices: the programme file's, until the managers set another."""

from datetime import datetime

from sqlalchemy import select

from programme.model import Schedule
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import schedule as table

_ONLY = 1
_SET = select(table.c.settings).where(table.c.id == _ONLY)


async def in_force(connection: Connection, schedule: Schedule) -> Schedule:
    """What the managers set, or else this one of the programme file, whose time zone always counts."""
    settings = await connection.scalar(_SET)
    return Schedule(**settings, timezone=schedule.timezone) if settings else schedule


async def put(connection: Connection, schedule: Schedule, now: datetime) -> None:
    """From now on this is the schedule. Its slot zero must lie after `now`: then no slot was before the change."""
    values = {"settings": schedule.model_dump(mode="json", exclude={"timezone"}), "set_at": now}
    statement = insert(connection, table).values(id=_ONLY, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))
