"""A person's roles in a practice, from the first question of the registration to leaving."""

from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import select, update

from rules.access import ANSWERING, Role
from storage import released_texts
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import memberships, people


class Registration(Struct, frozen=True):
    """What the registration's messages need to know of a membership."""

    id: int
    person_id: int
    practice_id: int | None
    role: Role
    invitation_id: int | None
    registered: bool


async def begin(
    connection: Connection,
    person_id: int,
    practice_id: int | None,
    role: Role,
    now: datetime,
    invitation_id: int | None = None,
) -> None:
    """Opens a membership whose registration is still to be completed; nothing when the person has that role."""
    row = {
        "person_id": person_id,
        "practice_id": practice_id,
        "role": role.value,
        "invitation_id": invitation_id,
        "created_at": now,
    }
    await connection.execute(insert(connection, memberships).values(row).on_conflict_do_nothing())


async def registration(connection: Connection, membership_id: int) -> Registration | None:
    """The membership, unless it was left."""
    found = select(memberships).where(memberships.c.id == membership_id, memberships.c.left_at.is_(None))
    row = (await connection.execute(found)).first()
    if row is None:
        return None
    registered = row.registered_at is not None
    return Registration(row.id, row.person_id, row.practice_id, Role(row.role), row.invitation_id, registered)


async def was_invited_by(connection: Connection, person_id: int, invitation_id: int) -> bool:
    """Whether this person already used this invitation and has not left since: opening the link twice is no use."""
    used = select(memberships.c.id).where(
        memberships.c.person_id == person_id,
        memberships.c.invitation_id == invitation_id,
        memberships.c.left_at.is_(None),
    )
    return (await connection.scalar(used)) is not None


_CAN_BE_TOLD = people.c.stopped_at.is_(None) & people.c.unreachable_at.is_(None)
_MANAGERS = (
    select(memberships.c.person_id)
    .join_from(memberships, people)
    .where(
        memberships.c.role == Role.MANAGER.value,
        memberships.c.practice_id.is_(None),  # always so; and what the index needs
        memberships.c.registered_at.is_not(None),
        memberships.c.left_at.is_(None),
    )
    .order_by(memberships.c.person_id)
)


async def managers(connection: Connection) -> list[int]:
    """The programme's managers whom the bot can speak to: their person ids."""
    return list((await connection.scalars(_MANAGERS.where(_CAN_BE_TOLD))).all())


async def is_managed_by_others(connection: Connection, practice_id: int) -> bool:
    """Whether the bot can speak to a manager who does not coordinate this practice as well."""
    mine = select(memberships.c.person_id).where(
        memberships.c.role == Role.COORDINATOR.value,
        memberships.c.practice_id == practice_id,
        memberships.c.registered_at.is_not(None),
        memberships.c.left_at.is_(None),
    )
    others = _MANAGERS.where(_CAN_BE_TOLD, memberships.c.person_id.not_in(mine))
    return await connection.scalar(others.limit(1)) is not None


async def lock_managers(connection: Connection) -> set[int]:
    """Everybody who leads the programme, locked until the transaction ends: person ids."""
    return set(await connection.scalars(_MANAGERS.with_for_update()))


async def leads_alone(connection: Connection, person_id: int) -> bool:
    """Whether this is a manager, and the bot can speak to no other one.

    They are locked until the transaction ends: of two who go at the same moment, the second sees the first gone.
    """
    leading = _MANAGERS.where(_CAN_BE_TOLD | (people.c.id == person_id)).with_for_update()
    return list(await connection.scalars(leading)) == [person_id]


async def leading(connection: Connection, practice_id: int, *, but_not: int) -> tuple[Role, list[int]]:
    """Who can be told something of this practice: its coordinators, or without any the programme's managers.

    In which role, and their person ids; those the bot cannot speak to and `but_not` are left out.
    """
    found = (
        select(memberships.c.person_id)
        .join_from(memberships, people)
        .where(
            memberships.c.role == Role.COORDINATOR.value,
            memberships.c.practice_id == practice_id,
            memberships.c.registered_at.is_not(None),
            memberships.c.left_at.is_(None),
            memberships.c.person_id != but_not,
            _CAN_BE_TOLD,
        )
        .order_by(memberships.c.person_id)
    )
    if coordinators := list((await connection.scalars(found)).all()):
        return Role.COORDINATOR, coordinators
    return Role.MANAGER, [one for one in await managers(connection) if one != but_not]


async def consent(connection: Connection, membership_id: int, version: int, edition: str | None, now: datetime) -> None:
    """The person agreed to this version of the privacy notice, and to this edition of what the owner says in it."""
    agreed = {"consent_version": version, "consented_at": now, "notice_edition": edition, "is_outdated": False}
    await _set(connection, membership_id, **agreed)


async def say_organisation(connection: Connection, membership_id: int, organisation: str | None, now: datetime) -> None:
    """A row of Tabel 1, or None for "rather not"."""
    await _set(connection, membership_id, organisation=organisation, organisation_answered_at=now)


async def say_experiments(connection: Connection, membership_id: int, now: datetime) -> None:
    """The choice of experiments is made (the choices themselves are in `experiment_members`)."""
    await _set(connection, membership_id, experiments_answered_at=now)


async def complete(connection: Connection, membership_id: int, now: datetime) -> None:
    """The registration is complete: from now on the role counts."""
    await _set(connection, membership_id, registered_at=now)


async def leave(connection: Connection, membership_id: int, now: datetime) -> None:
    """Ends this role."""
    await _set(connection, membership_id, left_at=now)


async def end_role(connection: Connection, role: Role, practice_id: int | None, now: datetime) -> list[int]:
    """Ends this role of everybody who has it there (None: in the programme), also begun; their person ids."""
    theirs = (memberships.c.role == role.value) & memberships.c.practice_id.is_not_distinct_from(practice_id)
    ended = update(memberships).where(theirs, memberships.c.left_at.is_(None)).values(left_at=now)
    return list(await connection.scalars(ended.returning(memberships.c.person_id)))


async def stop_answering(connection: Connection, person_id: int, now: datetime) -> None:
    """Ends the roles in which this person answers, who goes on in another practice; their shared texts go along."""
    await released_texts.take_along(connection, person_id)
    mine = (memberships.c.person_id == person_id) & memberships.c.left_at.is_(None)
    answering = memberships.c.role.in_([role.value for role in ANSWERING])
    await connection.execute(update(memberships).where(mine, answering).values(left_at=now))


async def _set(connection: Connection, membership_id: int, **values: Any) -> None:
    await connection.execute(update(memberships).where(memberships.c.id == membership_id).values(values))
