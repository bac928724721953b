"""What a clock wrote that was ahead, and has been put right since: moments that lie further off than any of their kind.

A lease or a pause in the far future would keep everybody waiting until it comes. Nobody has to notice that a clock
jumped: the rows themselves tell it, whichever process wrote them.
"""

from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import Column, ColumnElement, delete, true, update

from storage import broadcast_lease, exports, imports, sending
from storage.connection import Connection
from storage.dialect import in_state
from storage.tables import exports as exports_table
from storage.tables import imports as imports_table
from storage.tables import inbox, replicas, rounds, telegram, wrong_tokens
from storage.tables import outbox as outbox_table

#: Clocks of two machines may differ by so much without either being wrong.
SKEW = timedelta(seconds=30)
#: Telegram asks for less than this; a longer wish is asked for again. Less than the hour by which clocks go wrong.
LONGEST_SILENCE = timedelta(minutes=55)
#: Longer than an update or a message waits for its next try.
LONGEST_PAUSE = timedelta(minutes=5)


class Ahead(Struct, frozen=True):
    """A moment that is never further off than `longest` in these rows. rest: what is put in its place is so far off."""

    column: Column[Any]
    longest: timedelta
    where: ColumnElement[bool]
    rest: timedelta = timedelta()


def _moments() -> list[Ahead]:
    return [
        Ahead(telegram.c.silent_until, LONGEST_SILENCE, true()),
        Ahead(telegram.c.broadcast_until, broadcast_lease.LEASE, true()),
        Ahead(outbox_table.c.lease_until, sending.LEASE, in_state(outbox_table, "sending")),
        Ahead(outbox_table.c.lease_until, sending.DOUBT, in_state(outbox_table, "unknown"), rest=sending.DOUBT),
        Ahead(outbox_table.c.due_at, LONGEST_SILENCE, in_state(outbox_table, "ready")),
        Ahead(inbox.c.try_at, LONGEST_PAUSE, in_state(inbox, "waiting")),
        Ahead(exports_table.c.lease_until, max(exports.LEASE, LONGEST_SILENCE), true()),
        Ahead(imports_table.c.lease_until, imports.LEASE, true()),
        Ahead(wrong_tokens.c.at, timedelta(), true()),
    ]


async def put_right(connection: Connection, now: datetime) -> int:
    """Lets what is too far off be due at once, and forgets what has not happened yet; how many rows that were."""
    changed = 0
    for one in _moments():
        is_too_far = one.column > now + one.longest + SKEW
        late = update(one.column.table).where(is_too_far, one.where)
        changed += (await connection.execute(late.values({one.column.name: now + one.rest}))).rowcount
    for gone in (
        delete(replicas).where(replicas.c.seen_at > now + SKEW),
        # Passed over by a clock that was ahead of them: their time is still to come.
        delete(rounds).where(rounds.c.reason == "late", rounds.c.opened_at > now + SKEW),
    ):
        changed += (await connection.execute(gone)).rowcount
    return changed
