"""Circulars: what a coordinator tells all participants of the practice, and how far it has come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, delete, exists, func, literal, select, update

from rules.access import Role
from storage.connection import Connection
from storage.dialect import in_state, insert
from storage.outbox import UNSAID, WAITING, Lane
from storage.prompts import COLUMNS, reachable
from storage.tables import circulars, memberships, outbox, people

#: The outbox kinds of what the participants get, and of what its author sees meanwhile.
CIRCULAR, STATE = "circular", "circular_state"
#: The author's message is changed at most this often: Telegram takes about one message a second for a chat.
SOON = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Circular:
    """What was written. sent_at None: a draft. message_id: where its author sees how far it is."""

    id: int
    practice_id: int
    person_id: int
    text: str
    sent_at: datetime | None
    stopped_at: datetime | None
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Of how many people: who got it, who is still to, whom it cannot reach. due_at: when it starts, if later."""

    arrived: int
    waiting: int
    lost: int
    due_at: datetime | None


_CIRCULAR = select(
    circulars.c.id,
    circulars.c.practice_id,
    circulars.c.person_id,
    circulars.c.text,
    circulars.c.sent_at,
    circulars.c.stopped_at,
    circulars.c.message_id,
)


async def get(connection: Connection, circular_id: int) -> Circular | None:
    """The circular with this id."""
    row = (await connection.execute(_CIRCULAR.where(circulars.c.id == circular_id))).first()
    return Circular(*row) if row else None


async def draft(connection: Connection, practice_id: int, person_id: int, text: str, now: datetime) -> int:
    """A new draft in the place of an earlier one: whoever tapped on that one must not send this one. Its id."""
    words = {"practice_id": practice_id, "person_id": person_id, "text": text, "written_at": now}
    made: int = (await connection.execute(circulars.insert().values(words).returning(circulars.c.id))).scalar_one()
    await drop(connection, person_id, but=made)
    return made


async def drop(connection: Connection, person_id: int, but: int = 0) -> None:
    """Forgets this person's drafts, except this one."""
    mine = (circulars.c.person_id == person_id) & circulars.c.sent_at.is_(None) & (circulars.c.id != but)
    await connection.execute(delete(circulars).where(mine))


def _addressed(practice_id: int, author_id: int, now: datetime) -> ColumnElement[bool]:
    is_participant = exists().where(
        memberships.c.person_id == people.c.id,
        memberships.c.practice_id == practice_id,
        memberships.c.role == Role.PARTICIPANT.value,
        memberships.c.registered_at.is_not(None),
        memberships.c.left_at.is_(None),
    )
    return is_participant & reachable(now) & (people.c.id != author_id)


async def count_addressed(connection: Connection, practice_id: int, author_id: int, now: datetime) -> int:
    """How many people would get it now: participants, but not the author."""
    counted = select(func.count()).select_from(people).where(_addressed(practice_id, author_id, now))
    return int(await connection.scalar(counted) or 0)


async def send(connection: Connection, circular: Circular, message_id: int | None, at: datetime, now: datetime) -> bool:
    """Sends a draft to everybody at `at`; False when it was sent already."""
    drafted = update(circulars).where(circulars.c.id == circular.id, circulars.c.sent_at.is_(None))
    if (await connection.execute(drafted.values(sent_at=now, message_id=message_id))).rowcount == 0:
        return False
    words = _words(circular.id, at, now).where(_addressed(circular.practice_id, circular.person_id, now))
    await connection.execute(insert(connection, outbox).from_select(COLUMNS, words))
    return True


def _words(circular_id: int, at: datetime, now: datetime) -> Any:
    is_later = at > now
    return select(
        people.c.id,
        literal(int(Lane.BROADCAST)),
        literal(CIRCULAR),
        literal(circular_id, outbox.c.subject_id.type),
        literal({}, outbox.c.params.type),
        literal("planned" if is_later else "ready"),
        literal(at if is_later else None, outbox.c.due_at.type),
        literal(now, outbox.c.created_at.type),
        literal(f"circular:{circular_id}:") + cast(people.c.id, String),
    ).select_from(people)


async def stop(connection: Connection, circular_id: int, now: datetime) -> bool:
    """Who has not got it by now does not get it; False when it was stopped before, or never sent."""
    running = (circulars.c.id == circular_id) & circulars.c.sent_at.is_not(None) & circulars.c.stopped_at.is_(None)
    if (await connection.execute(update(circulars).where(running).values(stopped_at=now))).rowcount == 0:
        return False
    waiting = _rows_of(circular_id) & in_state(outbox, *WAITING)
    await connection.execute(update(outbox).where(waiting).values(state="cancelled", done_at=now))
    return True


def _rows_of(circular_id: int) -> ColumnElement[bool]:
    return (outbox.c.kind == CIRCULAR) & (outbox.c.subject_id == circular_id)


async def progress(connection: Connection, circular_id: int) -> Progress:
    """How far it is now."""
    counted = select(
        func.count().filter(in_state(outbox, "sent")),
        func.count().filter(in_state(outbox, *UNSAID)),
        func.count().filter(in_state(outbox, "failed", "cancelled")),
        func.min(outbox.c.due_at).filter(in_state(outbox, "planned")),
    )
    return Progress(*(await connection.execute(counted.where(_rows_of(circular_id)))).one())


async def progressed(connection: Connection, circular_ids: Collection[int], now: datetime) -> None:
    """Lets the authors see how far these are: soon, together with what arrives until then."""
    for circular_id in circular_ids:
        circular = await get(connection, circular_id)
        if circular and circular.message_id and not await _is_told_soon(connection, circular_id):
            row = {
                "person_id": circular.person_id,
                "lane": int(Lane.INTERACTIVE),
                "kind": STATE,
                "subject_id": circular_id,
                "params": {},
                "edits": circular.message_id,
                "state": "ready",
                "due_at": now + SOON,
                "created_at": now,
            }
            await connection.execute(outbox.insert().values(row))


async def _is_told_soon(connection: Connection, circular_id: int) -> bool:
    told = (outbox.c.kind == STATE) & (outbox.c.subject_id == circular_id) & in_state(outbox, "ready")
    return await connection.scalar(select(outbox.c.id).where(told).limit(1)) is not None
