"""Counting for indicator 23: the whole programme, from the bot's own records.

Test persons do not count, unless everybody is one: then the whole bot is being tried out.
"""

from sqlalchemy import func, or_, select, union_all

from rules.access import Role
from rules.indicator import Indicator
from storage.connection import Connection
from storage.tables import design_questions, experiments, memberships, outside_participants, people, practices

_somebody = people.alias()
_IN_EARNEST = (
    select(memberships.c.id)
    .join_from(memberships, _somebody)
    .where(memberships.c.role == Role.PARTICIPANT.value, memberships.c.registered_at.is_not(None), ~_somebody.c.is_test)
    .correlate(None)
    .exists()
)
#: (practice, organisation, how many) of everybody who takes part: in the bot, and outside it.
_IN_THE_BOT = (
    select(memberships.c.practice_id, memberships.c.organisation, func.count().label("number"))
    .join_from(memberships, people)
    .where(
        memberships.c.role == Role.PARTICIPANT.value,
        memberships.c.registered_at.is_not(None),
        memberships.c.left_at.is_(None),
        or_(people.c.is_test.is_(False), ~_IN_EARNEST),
    )
    .group_by(memberships.c.practice_id, memberships.c.organisation)
)
_OUTSIDE = select(
    outside_participants.c.practice_id, outside_participants.c.organisation, outside_participants.c.number
)
_TAKING_PART = union_all(_IN_THE_BOT, _OUTSIDE).subquery()


async def indicator(connection: Connection) -> Indicator:
    """The counts as they are now. Four small queries, whatever the number of answers."""
    by_practice = await _by_practice(connection)
    return Indicator(
        practices=len(by_practice),
        participants=sum(by_practice.values()),
        design_questions=await _design_questions(connection),
        experiments_by_status=await _experiments(connection),
        organisations=await _organisations(connection),
        by_practice=by_practice,
    )


async def _by_practice(connection: Connection) -> dict[int, int]:
    taking_part = func.coalesce(func.sum(_TAKING_PART.c.number), 0).label("number")
    questions = select(design_questions.c.practice_id).where(design_questions.c.ended_at.is_(None))
    counted = (
        select(practices.c.id, taking_part)
        .join_from(practices, _TAKING_PART, _TAKING_PART.c.practice_id == practices.c.id, isouter=True)
        .group_by(practices.c.id)
        .having(practices.c.closed_at.is_(None) | practices.c.id.in_(questions) | (taking_part.element > 0))
        .order_by(practices.c.id)
    )
    return {practice_id: int(number) for practice_id, number in await connection.execute(counted)}


async def _organisations(connection: Connection) -> dict[str, int]:
    known = (
        select(_TAKING_PART.c.organisation, func.sum(_TAKING_PART.c.number))
        .where(_TAKING_PART.c.organisation.is_not(None))
        .group_by(_TAKING_PART.c.organisation)
    )
    return {organisation: int(number) for organisation, number in await connection.execute(known)}


async def _design_questions(connection: Connection) -> int:
    running = select(func.count()).select_from(design_questions).where(design_questions.c.ended_at.is_(None))
    return int(await connection.scalar(running) or 0)


async def _experiments(connection: Connection) -> dict[str | None, int]:
    running = (
        select(experiments.c.status, func.count())
        .join_from(experiments, design_questions)
        .where(experiments.c.ended_at.is_(None), design_questions.c.ended_at.is_(None))
        .group_by(experiments.c.status)
    )
    return {row[0]: row[1] for row in await connection.execute(running)}
