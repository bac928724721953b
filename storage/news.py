"""What everybody of a practice is told at once, each once: also who pauses, since it holds when they are back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import String, cast, exists, literal, select

from rules.access import ANSWERING, Role
from rules.payloads.payload import Payload, stored
from storage.connection import Connection
from storage.dialect import insert
from storage.outbox import Lane
from storage.prompts import COLUMNS
from storage.tables import memberships, outbox, people

EVERYBODY = (*ANSWERING, Role.COORDINATOR)


async def tell(
    connection: Connection,
    payload: Payload,
    practice_id: int,
    roles: Collection[Role],
    at: datetime,
    now: datetime,
    *,
    key: str,
    but_not: int | None = None,
) -> None:
    """Plans it for whoever has one of these roles in the practice, at `at`. The same `key` again: nothing.

    but_not: the person who did it.
    """
    kind, subject_id, params = stored(payload)
    is_later = at > now
    values = {
        "person_id": people.c.id,
        "lane": literal(int(Lane.BROADCAST)),
        "kind": literal(kind),
        "subject_id": literal(subject_id, outbox.c.subject_id.type),
        "params": literal(params, outbox.c.params.type),
        "state": literal("planned" if is_later else "ready"),
        "due_at": literal(at if is_later else None, outbox.c.due_at.type),
        "created_at": literal(now, outbox.c.created_at.type),
        "dedupe_key": literal(f"{kind}:{practice_id}:{key}:") + cast(people.c.id, String),
    }
    is_in_it = exists().where(
        memberships.c.person_id == people.c.id,
        memberships.c.practice_id == practice_id,
        memberships.c.role.in_([role.value for role in roles]),
        memberships.c.registered_at.is_not(None),
        memberships.c.left_at.is_(None),
    )
    hears = (people.c.stopped_at.is_(None), people.c.unreachable_at.is_(None), people.c.id != (but_not or 0))
    told = select(*(values[name] for name in COLUMNS)).select_from(people).where(is_in_it, *hears)
    rows = insert(connection, outbox).from_select(COLUMNS, told)
    await connection.execute(rows.on_conflict_do_nothing(index_elements=["dedupe_key"]))
