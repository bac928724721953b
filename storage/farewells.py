"""The old bot's goodbye to everybody who still hears it, when another takes over."""

from datetime import datetime

from sqlalchemy import String, cast, literal, select

from rules.payloads.moved import Moved
from rules.payloads.payload import stored
from storage.connection import Connection
from storage.dialect import insert
from storage.outbox import Lane
from storage.prompts import COLUMNS
from storage.tables import outbox, people


async def say(connection: Connection, username: str, now: datetime) -> None:
    """Tells everybody who did not stop to press Start at the bot of this name. Again: nothing."""
    kind, _, params = stored(Moved(username))
    values = {
        "person_id": people.c.id,
        "lane": literal(int(Lane.BROADCAST)),
        "kind": literal(kind),
        "subject_id": literal(None, outbox.c.subject_id.type),
        "params": literal(params, outbox.c.params.type),
        "state": literal("ready"),
        "due_at": literal(None, outbox.c.due_at.type),
        "created_at": literal(now, outbox.c.created_at.type),
        "dedupe_key": literal(f"moved:{username}:") + cast(people.c.id, String),
    }
    to_all = select(*(values[name] for name in COLUMNS)).where(
        people.c.stopped_at.is_(None), people.c.unreachable_at.is_(None)
    )
    statement = insert(connection, outbox).from_select(COLUMNS, to_all)
    await connection.execute(statement.on_conflict_do_nothing(index_elements=["dedupe_key"]))
