"""How each open practice is, as far as a manager should look after it: of practices, never of persons."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from sqlalchemy import exists, func, select

from rules.access import Role
from storage.connection import Connection
from storage.tables import call_backs, invitations, memberships, people, practices, rounds


class Standing(Struct, frozen=True):
    """Of a practice that is not closed. quiet_since: when its last round closed, or it began (aware UTC)."""

    has_coordinator: bool
    quiet_since: datetime
    contact_waits: bool
    has_unused_invitations: bool


async def of_practices(
    connection: Connection, contact_asked_before: datetime, invited_before: datetime, now: datetime
) -> Mapping[int, Standing]:
    """By practice; requests and invitations count that are older than these moments."""
    here = practices.c.id
    coordinated = exists().where(
        memberships.c.practice_id == here,
        memberships.c.role == Role.COORDINATOR.value,
        memberships.c.registered_at.is_not(None),
        memberships.c.left_at.is_(None),
        people.c.id == memberships.c.person_id,
        people.c.stopped_at.is_(None),
        people.c.unreachable_at.is_(None),
    )
    last = select(func.max(rounds.c.closed_at)).where(rounds.c.practice_id == here).scalar_subquery()
    waits = exists().where(
        call_backs.c.practice_id == here,
        call_backs.c.handled_at.is_(None),
        call_backs.c.asked_at <= contact_asked_before,
    )
    unused = exists().where(
        invitations.c.practice_id == here,
        invitations.c.uses_left == invitations.c.uses,
        invitations.c.created_at <= invited_before,
        invitations.c.expires_at > now,
        invitations.c.revoked_at.is_(None),
    )
    found = select(here, coordinated, last, practices.c.rounds_from, practices.c.created_at, waits, unused)
    rows = await connection.execute(found.where(practices.c.closed_at.is_(None)))
    return {row[0]: Standing(row[1], max(filter(None, row[2:5])), row[5], row[6]) for row in rows}
