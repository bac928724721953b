"""Counting for indicator 23: the whole programme, from the bot's own records; and keeping it, day by day.

Who is erased, and an experiment that goes on, change what is counted now. What stood at the end of a day is kept with
that day, so that a figure that is asked for again is the same.

Test persons do not count, unless everybody is one: then the whole bot is being tried out.
"""

from datetime import date, timedelta

from sqlalchemy import case, func, or_, select, union_all, update

from rules.access import Role
from rules.indicator import Indicator
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import (
    design_questions,
    experiments,
    indicator_days,
    memberships,
    outside_participants,
    people,
    practices,
)

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
#: One that was not begun yet, for it still lacks its central question, does not count.
_STARTED = design_questions.c.central != ""


async def indicator(connection: Connection) -> Indicator:
    """The counts as they are now. Four small queries, whatever the number of answers."""
    by_practice, tried = await _by_practice(connection), await _experiments(connection)
    return Indicator(
        practices=len(by_practice),
        participants=sum(by_practice.values()),
        design_questions=await _design_questions(connection),
        experiments_by_status={status: number for status, (number, _) in tried.items()},
        running=sum(running for _, running in tried.values()),
        organisations=await _organisations(connection),
        by_practice=by_practice,
    )


async def keep(connection: Connection, day: date) -> None:
    """Keeps how it is now as how it was at the end of this day (local), unless that is kept already.

    So it was, too, on the days since the last one that was kept: when nothing was kept, nothing could happen.
    """
    last = select(indicator_days).order_by(indicator_days.c.first_on.desc()).limit(1)
    newest = (await connection.execute(last)).first()
    if newest and newest.last_on >= day:
        return
    figures = (await indicator(connection)).as_json()
    if newest and Indicator.from_json(newest.figures) == Indicator.from_json(figures):
        same = update(indicator_days).where(indicator_days.c.first_on == newest.first_on)
        await connection.execute(same.values(last_on=day))
        return
    first_on = newest.last_on + timedelta(days=1) if newest else day
    row = {"first_on": first_on, "last_on": day, "figures": figures}
    await connection.execute(insert(connection, indicator_days).on_conflict_do_nothing(), [row])


async def keep_what_was(connection: Connection, day: date) -> None:
    """At a start, before a file or a ledger changes anything: the days without the bot were as it had left them.

    Nothing where no day was kept yet: there was no programme.
    """
    if await connection.scalar(select(indicator_days.c.first_on).limit(1)):
        await keep(connection, day)


async def as_of(connection: Connection, day: date) -> Indicator | None:
    """The counts at the end of a day (local) that is over; None when none were kept until then.

    A day after the last one that was kept, for the tick of this midnight is still to come, is told as it will keep it.
    """
    before = select(indicator_days).where(indicator_days.c.first_on <= day)
    stored = (await connection.execute(before.order_by(indicator_days.c.first_on.desc()).limit(1))).first()
    if stored is None:
        return None
    return Indicator.from_json(stored.figures) if day <= stored.last_on else await indicator(connection)


async def _by_practice(connection: Connection) -> dict[int, int]:
    taking_part = func.coalesce(func.sum(_TAKING_PART.c.number), 0).label("number")
    questions = select(design_questions.c.practice_id).where(_STARTED)
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
    started = select(func.count()).select_from(design_questions).where(_STARTED)
    return int(await connection.scalar(started) or 0)


async def _experiments(connection: Connection) -> dict[str | None, tuple[int, int]]:
    """By status: how many were started, and how many of those go on."""
    goes_on = experiments.c.ended_at.is_(None) & design_questions.c.ended_at.is_(None)
    started = (
        select(experiments.c.status, func.count(), func.sum(case((goes_on, 1), else_=0)))
        .join_from(experiments, design_questions)
        .group_by(experiments.c.status)
    )
    return {row[0]: (row[1], int(row[2])) for row in await connection.execute(started)}
