"""What became of one person's messages, in both directions: moments, states and sorts of errors.

Nothing of what is in them, and nothing that a pause adds.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import or_, select

from rules.payloads.pause import PauseEnds
from storage.connection import Connection
from storage.dialect import in_state
from storage.inbox import KEEP
from storage.outbox import Lane
from storage.tables import inbox, outbox, people

#: Cancelled and expired ones are not told: a pause cancels, and nobody misses what was taken back.
_TOLD = ("planned", "ready", "sending", "unknown", "sent", "failed")


class Came(Struct, frozen=True):
    """An update. kind: tap, command, text or other. state: waiting, handled or set_aside. Times are aware UTC."""

    at: datetime
    kind: str
    state: str
    attempts: int
    error: str | None
    try_at: datetime | None
    done_at: datetime | None


class Said(Struct, frozen=True):
    """A message, or an edit of one. state: one of the outbox. Times are aware UTC."""

    at: datetime
    lane: Lane
    is_edit: bool
    state: str
    attempts: int
    error: str | None
    due_at: datetime | None
    done_at: datetime | None


class Trace(Struct, frozen=True):
    """Of two days, and whatever still waits, the oldest first. refused_since, gone_since: by Telegram."""

    came: Sequence[Came]
    said: Sequence[Said]
    refused_since: datetime | None
    gone_since: datetime | None


async def of(connection: Connection, person_id: int, now: datetime) -> Trace:
    """The trace of somebody who asked for it. LookupError when there is no such person."""
    whose = select(people.c.address, people.c.refused_at, people.c.unreachable_at).where(people.c.id == person_id)
    person = (await connection.execute(whose)).first()
    if person is None:
        raise LookupError("nobody has this id")
    came = await _came(connection, person_id, person.address, now)
    return Trace(came, await _said(connection, person_id, now), person.refused_at, person.unreachable_at)


async def _came(connection: Connection, person_id: int, address: int, now: datetime) -> list[Came]:
    """Whose it is stands in a row by its chat while it waits, and by its person from then on."""
    of_one = inbox.c.received_at, inbox.c.kind, inbox.c.state, inbox.c.attempts, inbox.c.error
    found = select(*of_one, inbox.c.try_at, inbox.c.done_at).order_by(inbox.c.update_id)
    theirs = or_(inbox.c.person_id == person_id, inbox.c.chat_id == address)
    recent = or_(in_state(inbox, "waiting"), inbox.c.received_at > now - KEEP)
    rows = await connection.execute(found.where(theirs, recent))
    return [Came(at, kind or "other", *rest) for at, kind, *rest in rows]


async def _said(connection: Connection, person_id: int, now: datetime) -> list[Said]:
    of_one = outbox.c.created_at, outbox.c.lane, outbox.c.edits, outbox.c.state, outbox.c.attempts, outbox.c.error
    found = select(*of_one, outbox.c.due_at, outbox.c.done_at).order_by(outbox.c.id)
    recent = or_(outbox.c.done_at.is_(None), outbox.c.done_at > now - KEEP)
    told = in_state(outbox, *_TOLD) & (outbox.c.kind != PauseEnds.KIND)
    rows = await connection.execute(found.where(outbox.c.person_id == person_id, told, recent))
    return [Said(at, Lane(lane), edits is not None, *rest) for at, lane, edits, *rest in rows]
