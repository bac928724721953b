"""A role that ends: at once, with what was under way for it, and whoever it concerns is told."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, select, update

from rules.access import LEADING, Role
from rules.payloads.endings import How, RoleEnded
from rules.payloads.help import OwnMenu
from storage import announcements, audit, call_backs, digests, feedback, invitations, outbox, people, replies, unled
from storage.connection import Connection
from storage.outbox import Lane
from storage.tables import memberships, practices


class Held(NamedTuple):
    """A role that counts, since an aware UTC time. practice_id: None of a manager."""

    id: int
    person_id: int
    practice_id: int | None
    role: Role
    since: datetime


async def get(connection: Connection, membership_id: int) -> Held | None:
    """The role with this id, if it counts now."""
    return next(iter(await _held(connection, memberships.c.id == membership_id)), None)


async def of(connection: Connection, person_id: int, roles: Collection[Role], practice_id: int | None) -> list[Held]:
    """Those of these roles that this person has in a practice (None: in the programme)."""
    named = memberships.c.role.in_([role.value for role in roles])
    return await _held(
        connection, memberships.c.person_id == person_id, named, memberships.c.practice_id == practice_id
    )


async def all_of(connection: Connection, person_id: int, roles: Collection[Role]) -> list[Held]:
    """Those of these roles that this person has anywhere."""
    named = memberships.c.role.in_([role.value for role in roles])
    return await _held(connection, memberships.c.person_id == person_id, named)


async def leaders(connection: Connection, practice_id: int | None) -> list[Held]:
    """Who coordinates this practice (None: who leads the programme), the longest first."""
    role = Role.MANAGER if practice_id is None else Role.COORDINATOR
    return await _held(connection, memberships.c.role == role.value, memberships.c.practice_id == practice_id)


async def _held(connection: Connection, *which: ColumnElement[bool]) -> list[Held]:
    known = memberships.c
    columns = (known.id, known.person_id, known.practice_id, known.role, known.registered_at)
    counts = (known.registered_at.is_not(None), known.left_at.is_(None))
    rows = await connection.execute(select(*columns).where(*counts, *which).order_by(known.id))
    return [Held(row.id, row.person_id, row.practice_id, Role(row.role), row.registered_at) for row in rows]


async def end(
    connection: Connection, held: Sequence[Held], how: How, now: datetime, *, by: int | None, tells: bool = True
) -> int:
    """Ends these roles of one person, whatever was under way for them; how many had not ended before.

    by: who did it (None: the owner, or time). tells: the person hears of it in a message of its own.
    """
    ids = [one.id for one in held]
    live = update(memberships).where(memberships.c.id.in_(ids), memberships.c.left_at.is_(None))
    gone = set(await connection.scalars(live.values(left_at=now).returning(memberships.c.id)))
    ended = [one for one in held if one.id in gone]
    for one in ended:
        await _stop_what_is_under_way(connection, one, now)
        who = {"by": "owner"} if how == "owner" else {}
        await audit.note(connection, "role_ended", by, now, one.practice_id, role=one.role.value, how=how, **who)
    if ended:
        await _tell(connection, ended, how, now, tells=tells)
    for practice_id in {one.practice_id for one in ended if one.role is Role.COORDINATOR and one.practice_id}:
        await left(connection, practice_id, now, by=by)
    return len(ended)


async def left(connection: Connection, practice_id: int, now: datetime, *, by: int | None) -> None:
    """A coordinator of this practice went: when it was the last one, managers stand in.

    The practice is locked until the transaction ends: of two who go at the same moment, the second is the last.
    """
    await connection.execute(select(practices.c.id).where(practices.c.id == practice_id).with_for_update())
    if await unled.is_so(connection, practice_id):
        await unled.tell(connection, practice_id, now, but_not=by)
        await digests.pass_on(connection, practice_id, now)


async def _stop_what_is_under_way(connection: Connection, one: Held, now: datetime) -> None:
    """What was asked of them, what they were sending, and the doors for others that only this role can open."""
    await people.wait_for(connection, one.person_id, None)
    if one.role in LEADING:
        await call_backs.take_from(connection, one.person_id, one.practice_id, now)
    if one.role is Role.MANAGER:
        await invitations.revoke_managers(connection, one.person_id, now)
    if one.role is Role.COORDINATOR and one.practice_id is not None:
        await _drop_successor(connection, one, now)
        await announcements.stop_all(connection, one.person_id, one.practice_id, now)
        await feedback.DRAFTS.hold(connection, one.practice_id, one.person_id)
        await replies.DRAFTS.hold(connection, one.practice_id, one.person_id)


async def _tell(connection: Connection, ended: Sequence[Held], how: How, now: datetime, *, tells: bool) -> None:
    person_id = ended[0].person_id
    if tells:
        told = RoleEnded(ended[0].practice_id, [one.role.value for one in ended], how)
        await outbox.add(connection, told, now=now, person_id=person_id, lane=Lane.REMINDER)
    await outbox.add(connection, OwnMenu(), now=now, person_id=person_id)


async def hand_over(connection: Connection, invitation_id: int, now: datetime, *, to: int) -> None:
    """Somebody came in by an invitation: whoever it was to succeed is done. Nothing for any other invitation."""
    before = await _held(connection, memberships.c.successor_invitation_id == invitation_id)
    await end(connection, [one for one in before if one.person_id != to], "successor", now, by=to)


async def seek_successor(connection: Connection, one: Held, invitation_id: int, now: datetime) -> None:
    """From now on this invitation hands the role over; one made for that before lets nobody in any more."""
    await _drop_successor(connection, one, now)
    mine = update(memberships).where(memberships.c.id == one.id)
    await connection.execute(mine.values(successor_invitation_id=invitation_id))


async def _drop_successor(connection: Connection, one: Held, now: datetime) -> None:
    found = select(memberships.c.successor_invitation_id).where(memberships.c.id == one.id)
    if (earlier := await connection.scalar(found)) is not None:
        await invitations.revoke(connection, earlier, now)


async def successor_invitation(connection: Connection, person_id: int, practice_id: int, now: datetime) -> int | None:
    """The id of the invitation that hands this coordinator's role over, as long as it lets somebody in."""
    mine = (memberships.c.person_id == person_id) & (memberships.c.practice_id == practice_id)
    live = memberships.c.left_at.is_(None) & memberships.c.successor_invitation_id.is_not(None)
    found: int | None = await connection.scalar(select(memberships.c.successor_invitation_id).where(mine, live))
    return found if found is not None and await invitations.is_usable(connection, found, now) else None


async def predecessor(connection: Connection, invitation_id: int) -> int | None:
    """Whose role this invitation hands over: their person id."""
    found = await _held(connection, memberships.c.successor_invitation_id == invitation_id)
    return next((one.person_id for one in found), None)
