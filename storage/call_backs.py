"""Requests to be called back: who asks, with their consent, until somebody has seen to it. Nothing of the answers."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, delete, exists, false, or_, select, true, update

from rules.access import Role, Viewer
from rules.address import Address
from rules.payloads.call_backs import CallBackRequest, ContactOffer
from storage import chats, memberships, outbox
from storage.connection import Connection
from storage.dialect import insert
from storage.outbox import Lane
from storage.tables import call_backs, people, practices
from storage.tables import memberships as memberships_of
from storage.tables import outbox as outbox_rows


class CallBack(Struct, frozen=True):
    """A request. `first_name` is None once it was handled. Times are aware UTC."""

    id: int
    person_id: int
    address: Address
    practice_id: int
    practice: str
    first_name: str | None
    handled_at: datetime | None


async def ask(connection: Connection, person_id: int, practice_id: int, first_name: str, now: datetime) -> int:
    """Writes the request down and tells who sees it now; how many were told. Nobody to tell: nothing is kept.

    In which way it was asked is not kept: one request of a person waits at a time. Asked once more because others see
    it by now, it is told them as well.
    """
    role, whom = await memberships.leading(connection, practice_id, but_not=person_id)
    if not whom:
        return 0
    row = {
        "person_id": person_id,
        "practice_id": practice_id,
        "first_name": first_name,
        "asked_at": now,
        "seen_by": role.value,
    }
    statement = insert(connection, call_backs).values(row).on_conflict_do_nothing().returning(call_backs.c.id)
    added = await connection.scalar(statement) or await _widened(connection, person_id, role)
    return await _tell(connection, added, whom, now) if added else 1


async def _widened(connection: Connection, person_id: int, role: Role) -> int | None:
    """The request that waits, if it was for other eyes than these so far."""
    others = call_backs.c.seen_by.is_distinct_from(role.value)
    mine = (call_backs.c.person_id == person_id) & call_backs.c.handled_at.is_(None) & others
    statement = update(call_backs).where(mine).values(seen_by=role.value).returning(call_backs.c.id)
    found: int | None = await connection.scalar(statement)
    return found


async def _tell(
    connection: Connection, call_back_id: int, whom: Sequence[int], now: datetime, *, again: bool = False
) -> int:
    for person_id in whom:
        told = CallBackRequest(call_back_id, again=again)
        await outbox.add(connection, told, now=now, person_id=person_id, lane=Lane.REMINDER)
    return len(whom)


async def get(connection: Connection, call_back_id: int) -> CallBack | None:
    """The request with this id; None when it was withdrawn or its person erased."""
    found = (
        select(
            call_backs.c.id,
            call_backs.c.person_id,
            people.c.address,
            call_backs.c.practice_id,
            practices.c.name,
            call_backs.c.first_name,
            call_backs.c.handled_at,
        )
        .join(people, people.c.id == call_backs.c.person_id)
        .join(practices, practices.c.id == call_backs.c.practice_id)
        .where(call_backs.c.id == call_back_id)
    )
    row = (await connection.execute(found)).first()
    return CallBack(*row) if row else None


async def waits(connection: Connection, person_id: int) -> bool:
    """Whether this person asked for contact, and nobody has seen to it yet."""
    open_ones = select(call_backs.c.id).where(call_backs.c.person_id == person_id, call_backs.c.handled_at.is_(None))
    return await connection.scalar(open_ones.limit(1)) is not None


async def waiting_for(connection: Connection, viewer: Viewer) -> list[int]:
    """Requests that nobody has seen to, of which this leader was told or would be now: ids, the oldest first."""
    told_managers = (call_backs.c.seen_by == Role.MANAGER.value) & ~_has_coordinator()
    is_manager = true() if Role.MANAGER in viewer.roles else false()
    theirs = or_(call_backs.c.practice_id.in_(viewer.led), and_(is_manager, told_managers))
    found = select(call_backs.c.id).where(theirs, call_backs.c.handled_at.is_(None))
    rows = found.where(call_backs.c.person_id != viewer.person_id)
    return list(await connection.scalars(rows.order_by(call_backs.c.id)))


def _has_coordinator() -> ColumnElement[bool]:
    """Of `call_backs`: whether a coordinator of its practice can be told of it, other than who asks."""
    return exists().where(
        memberships_of.c.practice_id == call_backs.c.practice_id,
        memberships_of.c.role == Role.COORDINATOR.value,
        memberships_of.c.registered_at.is_not(None),
        memberships_of.c.left_at.is_(None),
        memberships_of.c.person_id != call_backs.c.person_id,
        people.c.id == memberships_of.c.person_id,
        people.c.stopped_at.is_(None),
        people.c.unreachable_at.is_(None),
    )


async def handle(connection: Connection, call_back_id: int, by: int, now: datetime) -> None:
    """Somebody has seen to it: the first name goes, here and from everybody's messages."""
    seen_to = update(call_backs).where(call_backs.c.id == call_back_id, call_backs.c.handled_at.is_(None))
    await connection.execute(seen_to.values(handled_at=now, handled_by=by, first_name=None))
    await _retell(connection, call_back_id, now)


async def withdraw(connection: Connection, person_id: int, now: datetime) -> bool:
    """No contact after all: the request goes, with every message about it. False: none waits."""
    mine = (call_backs.c.person_id == person_id) & call_backs.c.handled_at.is_(None)
    gone = await connection.scalar(delete(call_backs).where(mine).returning(call_backs.c.id))
    if gone is not None:
        await _retell(connection, gone, now)
    return gone is not None


async def withdraw_all(connection: Connection, person_id: int, now: datetime) -> None:
    """Before somebody is erased: nobody's message names them any more."""
    mine = delete(call_backs).where(call_backs.c.person_id == person_id).returning(call_backs.c.id)
    for gone in (await connection.scalars(mine)).all():
        await _retell(connection, gone, now)


async def _retell(connection: Connection, call_back_id: int, now: datetime) -> None:
    """Has every message about it say how it stands now."""
    for person_id, message_id in await chats.messages_about(connection, CallBackRequest, call_back_id):
        await outbox.add(connection, CallBackRequest(call_back_id), now=now, person_id=person_id, edits=message_id)


async def take_from(connection: Connection, person_id: int, practice_id: int | None, now: datetime) -> None:
    """Has every message on the phone of who led until now look again whether it may name who asked.

    practice_id: of which practice requests wait; None: of all.
    """
    here = true() if practice_id is None else call_backs.c.practice_id == practice_id
    told = (
        select(outbox_rows.c.subject_id, outbox_rows.c.message_id)
        .join(call_backs, call_backs.c.id == outbox_rows.c.subject_id)
        .where(outbox_rows.c.kind == CallBackRequest.KIND, outbox_rows.c.person_id == person_id)
        .where(outbox_rows.c.message_id.is_not(None), call_backs.c.handled_at.is_(None), here)
        .distinct()
    )
    for call_back_id, message_id in (await connection.execute(told)).all():
        await outbox.add(connection, CallBackRequest(call_back_id), now=now, person_id=person_id, edits=message_id)


async def repeat_unhandled(connection: Connection, asked_before: datetime, now: datetime) -> int:
    """Tells the coordinators once more of requests asked before then and not handled; how many requests.

    Again, or on another replica: nothing.
    """
    waiting = update(call_backs).where(
        call_backs.c.asked_at <= asked_before, call_backs.c.handled_at.is_(None), call_backs.c.repeated_at.is_(None)
    )
    columns = (call_backs.c.id, call_backs.c.practice_id, call_backs.c.person_id, call_backs.c.seen_by)
    taken = (await connection.execute(waiting.values(repeated_at=now).returning(*columns))).all()
    for call_back_id, practice_id, asker, seen_by in taken:
        role, whom = await memberships.leading(connection, practice_id, but_not=asker)
        if role is Role.COORDINATOR or seen_by == role.value:
            await _tell(connection, call_back_id, whom, now, again=True)
        else:  # the person said yes to a coordinator
            await outbox.add(connection, ContactOffer(), now=now, person_id=asker, lane=Lane.REMINDER)
    return len(taken)
