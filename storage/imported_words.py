"""Words that are kept with a spreadsheet for a while: what it said until applied, and what undoing that needs."""

import json

from sqlalchemy import delete, select, update

from storage.connection import Connection
from storage.tables import imports


async def forget(connection: Connection, text: str) -> None:
    """No file that is kept holds this text: one that was applied cannot be undone any more, another is dropped."""
    words = json.dumps(text)[1:-1]
    kept = await connection.execute(select(imports.c.id, imports.c.plan).where(imports.c.plan.is_not(None)))
    holding = [row.id for row in kept if words in json.dumps(row.plan)]
    theirs = imports.c.id.in_(holding)
    await connection.execute(delete(imports).where(theirs, imports.c.applied_at.is_(None)))
    await connection.execute(update(imports).where(theirs).values(plan=None))
