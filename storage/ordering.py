"""The order that people chose for the rows of a table."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Table, bindparam, func, select, update

from storage.connection import Connection


async def arrange(connection: Connection, table: Table, ids: Sequence[int]) -> None:
    """Puts these rows in this order. Always in the order of their ids, so that two who do so wait for each other."""
    places = [{"row": row, "place": place} for row, place in sorted(zip(ids, range(len(ids)), strict=True))]
    if places:
        await connection.execute(
            update(table).where(table.c.id == bindparam("row")).values(position=bindparam("place")), places
        )


async def last(connection: Connection, table: Table, among: ColumnElement[bool]) -> int:
    """The place behind all rows for which this condition holds."""
    newest = select(func.coalesce(func.max(table.c.position), -1) + 1).where(among)
    return int((await connection.execute(newest)).scalar_one())
