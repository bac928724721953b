"""What PostgreSQL believes to wait.

A connection keeps how it carries out a statement, as it seemed best when that was planned: perhaps while nothing
waited. Of twenty thousand messages each fifty then took half a minute. New statistics make it plan anew.
Source: PREPARE, under Notes, in PostgreSQL's manual.
"""

from sqlalchemy import func, select, text

from storage.connection import Connection
from storage.dialect import in_state
from storage.tables import outbox

#: Fewer are no trouble, whatever the plan.
MANY = 1_000
#: Of those that wait. Of the whole table it would be more: what was said stays there for weeks.
_KNOWN = text("SELECT reltuples FROM pg_class WHERE oid = 'ix_outbox_ready'::regclass")


async def count_anew(connection: Connection) -> bool:
    """Counts the outbox when much more waits in it than PostgreSQL knows of; whether it did.

    It does so by itself, but up to a minute later. SQLite keeps no plans that depend on it.
    """
    if connection.dialect.name == "sqlite":
        return False
    waiting = await connection.scalar(select(func.count()).where(in_state(outbox, "ready")))
    if waiting < MANY or waiting <= 2 * await connection.scalar(_KNOWN):  # which it guesses from a sample
        return False
    await connection.execute(text("ANALYZE outbox"))
    return True
