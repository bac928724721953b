"""Counting the people of a practice."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select

from rules.access import ANSWERING, Role
from rules.headcount import Headcount
from storage.connection import Connection
from storage.prompts import reachable
from storage.tables import memberships, outside_participants, people

_COUNTS = memberships.c.registered_at.is_not(None) & memberships.c.left_at.is_(None)

#: Who only tries the bot out.
_TRIES = select(people.c.id).where(people.c.is_test)


async def of_practice(connection: Connection, practice_id: int, now: datetime) -> Headcount:
    """The people of this practice as they are now. Test persons do not count, unless all who answer here are."""
    here = _here(practice_id)
    return Headcount(
        by_role=await _by_role(connection, here),
        organisations=await _organisations(connection, here),
        outside=await _outside(connection, practice_id),
        away=await _away(connection, here, now),
        left=await _left(connection, here),
    )


async def is_in_earnest(connection: Connection, practice_id: int) -> bool:
    """Whether somebody answers here who does not only try the bot out: then who does so counts in nothing."""
    return bool(await connection.scalar(select(_earnest(practice_id))))


async def still_there(connection: Connection, practice_id: int, now: datetime) -> dict[Role, int]:
    """By role who takes part now: who is not away, whatever the reason, so that beside the headcount none can be told.

    Otherwise what is away there, less who is missing here, would be who pauses.
    """
    counted = select(memberships.c.role, func.count()).join_from(memberships, people)
    here = counted.where(_here(practice_id), _COUNTS, reachable(now))
    return {Role(role): number for role, number in await connection.execute(here.group_by(memberships.c.role))}


def _here(practice_id: int) -> ColumnElement[bool]:
    in_earnest = memberships.c.person_id.not_in(_TRIES) | ~_earnest(practice_id)
    return (memberships.c.practice_id == practice_id) & in_earnest


def _earnest(practice_id: int) -> ColumnElement[bool]:
    answers = memberships.alias()
    return exists().where(
        answers.c.practice_id == practice_id,
        answers.c.role.in_([role.value for role in ANSWERING]),
        answers.c.registered_at.is_not(None),
        answers.c.person_id.not_in(_TRIES),
    )


async def _by_role(connection: Connection, here: ColumnElement[bool]) -> dict[Role, int]:
    counted = select(memberships.c.role, func.count()).where(here, _COUNTS).group_by(memberships.c.role)
    return {Role(role): number for role, number in await connection.execute(counted)}


async def _organisations(connection: Connection, here: ColumnElement[bool]) -> dict[str, int]:
    known = memberships.c.organisation.is_not(None) & (memberships.c.role == Role.PARTICIPANT)
    counted = select(memberships.c.organisation, func.count()).where(here, _COUNTS, known)
    rows = await connection.execute(counted.group_by(memberships.c.organisation))
    return {row[0]: row[1] for row in rows}


async def _outside(connection: Connection, practice_id: int) -> dict[str | None, int]:
    counted = select(outside_participants.c.organisation, func.sum(outside_participants.c.number))
    counted = counted.where(outside_participants.c.practice_id == practice_id)
    rows = await connection.execute(counted.group_by(outside_participants.c.organisation))
    return {row[0]: int(row[1]) for row in rows}


async def _away(connection: Connection, here: ColumnElement[bool], now: datetime) -> int:
    counted = select(func.count(people.c.id.distinct())).join_from(people, memberships)
    return int(await connection.scalar(counted.where(here, _COUNTS, ~reachable(now))) or 0)


async def _left(connection: Connection, here: ColumnElement[bool]) -> int:
    still = select(memberships.c.person_id).where(here, memberships.c.left_at.is_(None))
    gone = memberships.c.left_at.is_not(None) & memberships.c.registered_at.is_not(None)
    counted = select(func.count(memberships.c.person_id.distinct()))
    return int(await connection.scalar(counted.where(here, gone, memberships.c.person_id.not_in(still))) or 0)
