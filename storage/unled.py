"""Practices that nobody coordinates: managers hear of it, and whoever waits for contact is asked once more."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, select

from rules.access import Role
from rules.payloads.call_backs import ContactOffer
from rules.payloads.endings import PracticeUnled
from storage import memberships as roles
from storage import outbox
from storage.connection import Connection
from storage.outbox import Lane
from storage.tables import call_backs, memberships, practices


def is_led() -> ColumnElement[bool]:
    """Of `practices`: whether somebody coordinates it."""
    leads = memberships.alias()
    return exists().where(
        leads.c.practice_id == practices.c.id,
        leads.c.role == Role.COORDINATOR.value,
        leads.c.registered_at.is_not(None),
        leads.c.left_at.is_(None),
    )


async def is_so(connection: Connection, practice_id: int) -> bool:
    """Whether this practice is there, and nobody coordinates it."""
    found = select(practices.c.id).where(practices.c.id == practice_id, ~is_led())
    return await connection.scalar(found) is not None


async def names(connection: Connection) -> list[str]:
    """Every open practice that nobody coordinates, in the order of the programme."""
    found = select(practices.c.name).where(~is_led(), practices.c.closed_at.is_(None)).order_by(practices.c.id)
    return list(await connection.scalars(found))


async def tell(connection: Connection, practice_id: int, now: datetime, *, but_not: int | None) -> None:
    """The last coordinator of this practice went: tells the managers, but not the one who saw to it.

    Of one that is closed there is nothing to see to.
    """
    if await connection.scalar(select(practices.c.closed_at).where(practices.c.id == practice_id)) is not None:
        return
    for person_id in await roles.managers(connection):
        if person_id != but_not:
            await outbox.add(connection, PracticeUnled(practice_id), now=now, person_id=person_id, lane=Lane.REMINDER)
    await _ask_again(connection, practice_id, now)


async def _ask_again(connection: Connection, practice_id: int, now: datetime) -> None:
    """They said yes to a coordinator: whether others may see it, is theirs to say."""
    waiting = select(call_backs.c.person_id).where(
        call_backs.c.practice_id == practice_id,
        call_backs.c.handled_at.is_(None),
        call_backs.c.seen_by.is_distinct_from(Role.MANAGER.value),
    )
    for person_id in (await connection.scalars(waiting)).all():
        await outbox.add(connection, ContactOffer(), now=now, person_id=person_id, lane=Lane.REMINDER)
