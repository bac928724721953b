"""Who somebody is and where they are reached, kept apart from everything they say."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import RowMapping, bindparam, delete, select, update

from rules.access import Membership, Role, Viewer
from rules.address import Address
from rules.own_time import TimePreference
from storage import outbox
from storage.among import among
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import memberships, people
from storage.unit_of_work import UnitOfWork, foreseen

_MEMBERSHIP = (
    memberships.c.id.label("membership_id"),
    memberships.c.practice_id,
    memberships.c.role,
    memberships.c.consent_version,
    memberships.c.is_outdated,
    memberships.c.organisation_answered_at,
    memberships.c.experiments_answered_at,
    memberships.c.registered_at,
)
_VIEWER = (
    select(people, *_MEMBERSHIP)
    .join_from(
        people, memberships, (memberships.c.person_id == people.c.id) & memberships.c.left_at.is_(None), isouter=True
    )
    .order_by(memberships.c.id)
)
_BY_ADDRESS = _VIEWER.where(people.c.address == bindparam("key"))
_BY_ADDRESSES = _VIEWER.where(among(people.c.address, "keys"))
_BY_ID = _VIEWER.where(people.c.id == bindparam("key"))


async def viewer(connection: Connection, address: Address) -> Viewer | None:
    """The person at this address and what they may do; None when the bot never met them."""
    known = foreseen(connection, Viewer, address)
    return known or _viewer((await connection.execute(_BY_ADDRESS, {"key": address})).mappings().all())


async def read_ahead(unit: UnitOfWork, addresses: Collection[int]) -> None:
    """The viewers at these addresses, for a batch."""
    found: dict[int, list[RowMapping]] = {}
    for row in (await unit.execute(_BY_ADDRESSES, {"keys": addresses})).mappings():
        found.setdefault(row["address"], []).append(row)
    unit.foresee(Viewer, {address: _viewer(rows) for address, rows in found.items()})


async def viewer_by_id(connection: Connection, person_id: int) -> Viewer | None:
    """The same, by the person's own id."""
    return _viewer((await connection.execute(_BY_ID, {"key": person_id})).mappings().all())


def _viewer(rows: Sequence[RowMapping]) -> Viewer | None:
    if not rows:
        return None
    person = rows[0]
    return Viewer(
        person_id=person["id"],
        language=person["language"],
        memberships=tuple(_membership(row) for row in rows if row["membership_id"] is not None),
        stopped=person["stopped_at"] is not None,
        unreachable=person["unreachable_at"] is not None or person["refused_at"] is not None,
        pending_invitation_id=person["pending_invitation_id"],
        time_preference=TimePreference(person["part_of_day"], person["weekday"]),
        paused_until=person["paused_until"],
        current_practice_id=person["current_practice_id"],
        awaiting=person["awaiting"],
        plain=person["plain"],
        is_test=person["is_test"],
    )


def _membership(row: RowMapping) -> Membership:
    values = {column.name: row[column.name] for column in _MEMBERSHIP[1:]}
    return Membership(id=row["membership_id"], **values | {"role": Role(row["role"])})


async def is_stranger(connection: Connection, person_id: int) -> bool:
    """Whether this person never joined: nothing is known but that they wrote to the bot."""
    joined = select(memberships.c.id).where(memberships.c.person_id == person_id).limit(1)
    return await connection.scalar(joined) is None


async def address(connection: Connection, person_id: int) -> Address | None:
    """Where this person is reached."""
    found: Address | None = await connection.scalar(select(people.c.address).where(people.c.id == person_id))
    return found


async def meet(connection: Connection, address: Address, language: str, now: datetime) -> Viewer:
    """The viewer at this address, written down first when it is new."""
    person = {"id": secrets.randbits(62), "address": address, "language": language, "created_at": now}
    await connection.execute(
        insert(connection, people).values(person).on_conflict_do_nothing(index_elements=[people.c.address])
    )
    found = await viewer(connection, address)
    assert found is not None
    return found


async def set_language(connection: Connection, person_id: int, language: str) -> None:
    """From now on the bot speaks this language (two letters) to the person."""
    await _set(connection, person_id, language=language)


async def set_pending_invitation(connection: Connection, person_id: int, invitation_id: int | None) -> None:
    """An invitation that waits for the person's word whether to move; None: nothing waits."""
    await _set(connection, person_id, pending_invitation_id=invitation_id)


async def choose_practice(connection: Connection, person_id: int, practice_id: int) -> None:
    """Which of several practices is meant from now on, where none is named."""
    await _set(connection, person_id, current_practice_id=practice_id)


async def wait_for(connection: Connection, person_id: int, awaiting: str | None) -> None:
    """The next text the person types is this ("nickname", …); None: it belongs to the open question."""
    await _set(connection, person_id, awaiting=awaiting)


async def set_plain(connection: Connection, person_id: int, plain: bool) -> None:
    """Whether the bot speaks plainly to the person: one idea per message, no formatting."""
    await _set(connection, person_id, plain=plain)


async def set_wish(connection: Connection, person_id: int, time_preference: TimePreference) -> None:
    """When the person wants to be asked from now on."""
    await _set(connection, person_id, part_of_day=time_preference.part_of_day, weekday=time_preference.weekday)


async def pause(connection: Connection, person_id: int, until: datetime, now: datetime) -> None:
    """Nothing is asked before `until`; what was queued is not said any more."""
    await _set(connection, person_id, paused_until=until, pause_reason=None)
    await outbox.cancel(connection, person_id, now)


async def share_pause_reason(connection: Connection, person_id: int, reason: str) -> None:
    """The person lets the coordinator know why (a key of rules.pause.REASONS), as long as the pause lasts."""
    await _set(connection, person_id, pause_reason=reason)


class SharedPause(Struct, frozen=True):
    """A pause whose reason (a key of rules.pause.REASONS) the coordinator may know, until an aware UTC time."""

    address: Address
    reason: str
    until: datetime


async def shared_pause(connection: Connection, person_id: int) -> SharedPause | None:
    """The pause of this person, if its reason may be known."""
    shared = select(people.c.address, people.c.pause_reason, people.c.paused_until).where(
        people.c.id == person_id, people.c.pause_reason.is_not(None), people.c.paused_until.is_not(None)
    )
    row = (await connection.execute(shared)).first()
    return SharedPause(*row) if row else None


async def resume(connection: Connection, person_id: int) -> None:
    """The pause is over, and why it was is forgotten."""
    await _set(connection, person_id, paused_until=None, pause_reason=None)


async def stop(connection: Connection, person_id: int, now: datetime) -> None:
    """No more messages from now on; what was queued is not said any more."""
    await _set(connection, person_id, stopped_at=now)
    await outbox.cancel(connection, person_id, now)


async def lose(connection: Connection, person_id: int, now: datetime) -> None:
    """This person cannot be reached any more (blocked, deleted): their queue is cancelled."""
    await _set(connection, person_id, unreachable_at=now, gone_confirmed_at=None)
    await outbox.cancel(connection, person_id, now, is_gone=True)


async def reach(connection: Connection, person_id: int) -> None:
    """This person can be reached again."""
    await _set(connection, person_id, **_REACHED)


async def welcome_back(connection: Connection, person_id: int, now: datetime) -> None:
    """The person came back by `/start`: reachable again and not stopped; a pause goes on."""
    stopped = people.c.stopped_at.is_not(None)
    await connection.execute(update(people).where(people.c.id == person_id, stopped).values(returned_at=now))
    await _set(connection, person_id, **_REACHED, stopped_at=None)


_REACHED = dict.fromkeys(("unreachable_at", "refused_at", "refused_last_at", "retry_at", "gone_confirmed_at"))


async def _set(connection: Connection, person_id: int, **values: Any) -> None:
    await connection.execute(update(people).where(people.c.id == person_id).values(values))


async def erase(connection: Connection, person_id: int) -> None:
    """The person, and by the foreign keys all that hangs on it; storage.erasing does what more there is to it."""
    await connection.execute(delete(people).where(people.c.id == person_id))
