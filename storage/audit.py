"""Who looked at figures, took them along, or changed what others depend on. Nothing of what they saw."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import select

from rules.access import Role
from rules.changes import KINDS, Change, by_whom, is_shown
from storage.connection import Connection
from storage.tables import audit, memberships, practices

#: So many changes of a practice are looked at.
MOST_CHANGES = 200


class Line(Struct, frozen=True):
    """What was done at a moment (aware UTC), and by what sort of person.

    person_hash: the same for the same person, who stays unknown; None for who is erased, for the owner, and for a
    caregiver: a mark that is missing one day would tell who of those who joined was erased.
    roles: what they were at that moment, as "role in practice" pairs; a manager's practice is None.
    practice: the slug of what it was about. details: ids, counts and keys.
    """

    at: datetime
    person_hash: str | None
    roles: Sequence[tuple[str, str | None]]
    action: str
    practice: str | None
    details: Mapping[str, int | str | bool]


async def note(
    connection: Connection,
    action: str,
    person_id: int | None,
    now: datetime,
    practice_id: int | None = None,
    **details: int | str | bool,
) -> None:
    """One line. action: a word such as "export". details: ids, counts and keys; never a text or a name."""
    row = {"at": now, "person_id": person_id, "action": action, "practice_id": practice_id, "details": details or None}
    await connection.execute(audit.insert().values(row))


async def since(connection: Connection, at: datetime | None) -> list[Line]:
    """The lines from `at` on (None: all there are), the newest first."""
    wanted = select(audit.c.at, audit.c.person_id, audit.c.action, practices.c.slug, audit.c.details)
    wanted = wanted.join_from(audit, practices, isouter=True).order_by(audit.c.id.desc())
    rows = (await connection.execute(wanted if at is None else wanted.where(audit.c.at >= at))).all()
    held = await _held(connection)
    return [Line(row.at, *_who(held, row.person_id, row.at), row[2], row[3], row[4] or {}) for row in rows]


async def changes(connection: Connection, practice_id: int, reader_id: int) -> list[Change]:
    """What was changed at the desk of this practice, at most MOST_CHANGES, the newest first."""
    wanted = select(audit.c.at, audit.c.person_id, audit.c.action, practices.c.slug, audit.c.details)
    of_it = (audit.c.practice_id == practice_id) & audit.c.action.in_(KINDS)
    newest = wanted.join_from(audit, practices).where(of_it).order_by(audit.c.id.desc()).limit(MOST_CHANGES)
    rows = (await connection.execute(newest)).all()
    held = await _held(connection)
    return [
        Change(row.at, KINDS[row.action], by_whom(row.person_id == reader_id, _roles_in(held, row), row.details or {}))
        for row in rows
        if is_shown(row.action, row.details or {})
    ]


def _roles_in(held: "_Held", row: Any) -> list[str]:
    had = _at_that_time(held, row.person_id, row.at)
    return [role for role, practice in had if practice in (None, row.slug)]


_Held = Mapping[int, Sequence[tuple[str, str | None, datetime, datetime | None]]]


async def _held(connection: Connection) -> _Held:
    """Every role that somebody in the audit ever had."""
    roles = select(
        memberships.c.person_id,
        memberships.c.role,
        practices.c.slug,
        memberships.c.registered_at,
        memberships.c.left_at,
    ).join_from(memberships, practices, isouter=True)
    noted = select(audit.c.person_id)
    registered = memberships.c.person_id.in_(noted), memberships.c.registered_at.is_not(None)
    held: dict[int, list[tuple[str, str | None, datetime, datetime | None]]] = {}
    for person_id, *role in await connection.execute(roles.where(*registered).order_by(memberships.c.id)):
        held.setdefault(person_id, []).append((role[0], role[1], role[2], role[3]))
    return held


def _at_that_time(held: _Held, person_id: int | None, at: datetime) -> list[tuple[str, str | None]]:
    mine = held.get(person_id, ()) if person_id is not None else ()
    return [(role, practice) for role, practice, came, left in mine if came <= at and (left is None or at <= left)]


def _who(held: _Held, person_id: int | None, at: datetime) -> tuple[str | None, Sequence[tuple[str, str | None]]]:
    roles = _at_that_time(held, person_id, at)
    acts = [role for role in roles if role[0] != Role.CAREGIVER]
    return (None, []) if roles and not acts else (_person_hash(person_id), acts)


def _person_hash(person_id: int | None) -> str | None:
    # A person's id is 62 random bits that stand nowhere else: what is left of its hash leads back to nobody.
    return hashlib.sha256(str(person_id).encode()).hexdigest()[:8] if person_id is not None else None
