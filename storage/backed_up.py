"""When a backup was last made, for who is to be told when there is none."""

from datetime import datetime

from sqlalchemy import select

from storage.connection import Connection
from storage.dialect import insert
from storage.tables import telegram


async def note(connection: Connection, now: datetime) -> None:
    """A backup was made."""
    statement = insert(connection, telegram).values(id=1, backed_up_at=now)
    await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"backed_up_at": now}))


async def last(connection: Connection) -> datetime | None:
    """When the last was made; None: never, or not by this program."""
    found: datetime | None = await connection.scalar(select(telegram.c.backed_up_at))
    return found
