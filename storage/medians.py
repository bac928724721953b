"""From which rounds on the medians of a practice begin anew: decisions of its coordinators, never undone."""

from datetime import datetime

from sqlalchemy import select

from storage.connection import Connection
from storage.dialect import insert
from storage.tables import medians


async def begin_anew(connection: Connection, practice_id: int, first_number: int, now: datetime) -> bool:
    """The medians are of rounds from this number on. Whether that was not decided before."""
    row = {"practice_id": practice_id, "first_number": first_number, "decided_at": now}
    written = insert(connection, medians).values(row).on_conflict_do_nothing()
    return (await connection.execute(written)).rowcount > 0


async def begun_anew(connection: Connection, practice_id: int) -> list[int]:
    """The numbers of those rounds, lowest first."""
    here = select(medians.c.first_number).where(medians.c.practice_id == practice_id)
    return list(await connection.scalars(here.order_by(medians.c.first_number)))
