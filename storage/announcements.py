"""Circulars: what a coordinator tells all participants of the practice, or all caregivers; how far it has come."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, String, cast, delete, exists, func, literal, or_, select, update

from rules.access import Role
from rules.payloads.announcement import AnnouncementMessage, AnnouncementState
from rules.payloads.payload import stored
from storage.connection import Connection
from storage.dialect import in_state, insert
from storage.outbox import UNSAID, WAITING, Lane
from storage.prompts import COLUMNS, reachable
from storage.tables import announcements, memberships, outbox, people, practices, rounds

#: The author's message is changed at most this often: Telegram takes about one message a second for a chat.
SOON = timedelta(seconds=2)


class Announcement(Struct, frozen=True):
    """What was written to who has this role. sent_at None: a draft. message_id: where its author sees how far it is."""

    id: int
    practice_id: int
    person_id: int
    role: Role
    text: str
    sent_at: datetime | None
    stopped_at: datetime | None
    message_id: int | None


class Progress(Struct, frozen=True):
    """Of how many people: who got it, who is still to, whom it cannot reach. due_at: when it starts, if later."""

    arrived: int
    waiting: int
    lost: int
    due_at: datetime | None


_ANNOUNCEMENT = select(
    announcements.c.id,
    announcements.c.practice_id,
    announcements.c.person_id,
    announcements.c.role,
    announcements.c.text,
    announcements.c.sent_at,
    announcements.c.stopped_at,
    announcements.c.message_id,
)


async def get(connection: Connection, announcement_id: int) -> Announcement | None:
    """The announcement with this id."""
    row = (await connection.execute(_ANNOUNCEMENT.where(announcements.c.id == announcement_id))).first()
    return _read(row) if row else None


def _read(row: Any) -> Announcement:
    stored = dict(row._mapping)
    return Announcement(**stored | {"role": Role(stored["role"])})


async def draft(connection: Connection, practice_id: int, person_id: int, role: Role, text: str, now: datetime) -> int:
    """A new draft in the place of an earlier one: whoever tapped on that one must not send this one. Its id."""
    words = {"practice_id": practice_id, "person_id": person_id, "role": role.value, "text": text, "written_at": now}
    made: int = (
        await connection.execute(announcements.insert().values(words).returning(announcements.c.id))
    ).scalar_one()
    await drop(connection, person_id, but=made)
    return made


async def drop(connection: Connection, person_id: int, but: int = 0) -> None:
    """Forgets this person's drafts, except this one."""
    mine = (announcements.c.person_id == person_id) & announcements.c.sent_at.is_(None) & (announcements.c.id != but)
    await connection.execute(delete(announcements).where(mine))


def _addressed(practice_id: int, role: Role, author_id: int, now: datetime) -> ColumnElement[bool]:
    has_role = exists().where(
        memberships.c.person_id == people.c.id,
        memberships.c.practice_id == practice_id,
        memberships.c.role == role.value,
        memberships.c.registered_at.is_not(None),
        memberships.c.left_at.is_(None),
    )
    return has_role & reachable(now) & (people.c.id != author_id)


async def count_addressed(connection: Connection, practice_id: int, role: Role, author_id: int, now: datetime) -> int:
    """How many people would get it now: who has this role, but not the author."""
    counted = select(func.count()).select_from(people).where(_addressed(practice_id, role, author_id, now))
    return int(await connection.scalar(counted) or 0)


async def told_caregivers(connection: Connection, practice_id: int) -> bool:
    """Whether caregivers had an announcement since the last round opened; ever, where none did.

    One that was stopped before it reached anybody was none.
    The practice is locked until the transaction ends: of two who write at the same moment, the second sees the first.
    """
    await connection.execute(select(practices.c.id).where(practices.c.id == practice_id).with_for_update())
    opened = (rounds.c.practice_id == practice_id) & (rounds.c.state != "skipped")
    last = select(func.max(rounds.c.opened_at)).where(opened).scalar_subquery()
    sent = select(announcements.c.id).where(
        announcements.c.practice_id == practice_id,
        announcements.c.role == Role.CAREGIVER.value,
        announcements.c.sent_at.is_not(None),
        or_(last.is_(None), announcements.c.sent_at >= last),
        or_(announcements.c.stopped_at.is_(None), _reached_somebody()),
    )
    return await connection.scalar(sent.limit(1)) is not None


def _reached_somebody() -> ColumnElement[bool]:
    of_it = (outbox.c.kind == AnnouncementMessage.KIND) & (outbox.c.subject_id == announcements.c.id)
    return exists().where(of_it, in_state(outbox, "sending", "sent", "unknown"))


async def send(
    connection: Connection, announcement: Announcement, message_id: int | None, at: datetime, now: datetime
) -> bool:
    """Sends a draft to everybody at `at`; False when it was sent already."""
    drafted = update(announcements).where(announcements.c.id == announcement.id, announcements.c.sent_at.is_(None))
    if (await connection.execute(drafted.values(sent_at=now, message_id=message_id))).rowcount == 0:
        return False
    words = _words(announcement.id, at, now).where(
        _addressed(announcement.practice_id, announcement.role, announcement.person_id, now)
    )
    await connection.execute(insert(connection, outbox).from_select(COLUMNS, words))
    return True


def _words(announcement_id: int, at: datetime, now: datetime) -> Any:
    is_later = at > now
    return select(
        people.c.id,
        literal(int(Lane.BROADCAST)),
        literal(AnnouncementMessage.KIND),
        literal(announcement_id, outbox.c.subject_id.type),
        literal({}, outbox.c.params.type),
        literal("planned" if is_later else "ready"),
        literal(at if is_later else None, outbox.c.due_at.type),
        literal(now, outbox.c.created_at.type),
        literal(f"{AnnouncementMessage.KIND}:{announcement_id}:") + cast(people.c.id, String),
    ).select_from(people)


async def stop(connection: Connection, announcement_id: int, now: datetime) -> bool:
    """Who has not got it by now does not get it; False when it was stopped before, or never sent."""
    running = (
        (announcements.c.id == announcement_id)
        & announcements.c.sent_at.is_not(None)
        & announcements.c.stopped_at.is_(None)
    )
    if (await connection.execute(update(announcements).where(running).values(stopped_at=now))).rowcount == 0:
        return False
    waiting = _rows_of(announcement_id) & in_state(outbox, *WAITING)
    await connection.execute(update(outbox).where(waiting).values(state="cancelled", done_at=now))
    return True


async def stop_all(connection: Connection, person_id: int, practice_id: int, now: datetime) -> None:
    """Everything that this person wrote to a practice: what is going out is stopped, a draft is forgotten."""
    theirs = (announcements.c.person_id == person_id) & (announcements.c.practice_id == practice_id)
    for announcement_id in (await connection.scalars(select(announcements.c.id).where(theirs))).all():
        await stop(connection, announcement_id, now)
    await connection.execute(delete(announcements).where(theirs, announcements.c.sent_at.is_(None)))


def _rows_of(announcement_id: int) -> ColumnElement[bool]:
    return (outbox.c.kind == AnnouncementMessage.KIND) & (outbox.c.subject_id == announcement_id)


async def progress(connection: Connection, announcement_id: int) -> Progress:
    """How far it is now."""
    counted = select(
        func.count().filter(in_state(outbox, "sent")),
        func.count().filter(in_state(outbox, *UNSAID)),
        func.count().filter(in_state(outbox, "failed", "cancelled")),
        func.min(outbox.c.due_at).filter(in_state(outbox, "planned")),
    )
    return Progress(*(await connection.execute(counted.where(_rows_of(announcement_id)))).one())


async def progressed(connection: Connection, circular_ids: Collection[int], now: datetime) -> None:
    """Lets the authors see how far these are: soon, together with what arrives until then."""
    for announcement_id in circular_ids:
        announcement = await get(connection, announcement_id)
        if announcement and announcement.message_id and not await _is_told_soon(connection, announcement_id):
            kind, subject_id, params = stored(AnnouncementState(announcement_id))
            row = {
                "person_id": announcement.person_id,
                "lane": int(Lane.INTERACTIVE),
                "kind": kind,
                "subject_id": subject_id,
                "params": params,
                "edits": announcement.message_id,
                "state": "ready",
                "due_at": now + SOON,
                "created_at": now,
            }
            await connection.execute(outbox.insert().values(row))


async def _is_told_soon(connection: Connection, announcement_id: int) -> bool:
    of_it = (outbox.c.kind == AnnouncementState.KIND) & (outbox.c.subject_id == announcement_id)
    told = select(outbox.c.id).where(of_it, in_state(outbox, "ready"))
    return await connection.scalar(told.limit(1)) is not None
