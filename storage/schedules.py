"""When rounds open: the programme file's schedule, until the managers set another; and a practice's own rhythm."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from programme.schedule import Schedule
from rules.cadence import is_nominal, last_due
from rules.holidays import public_holiday
from rules.own_rhythm import of_practice
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import practices
from storage.tables import schedule as table

_ONLY = 1
_SET = select(table.c.settings).where(table.c.id == _ONLY)


async def in_force(connection: Connection, schedule: Schedule, practice_id: int | None = None) -> Schedule:
    """A practice's own; else what the managers set, or this one of the programme file, whose time zone always counts.

    practice_id: None for what is in force for practices without their own.
    """
    settings = await connection.scalar(_SET)
    common = Schedule(**settings, timezone=schedule.timezone) if settings else schedule
    own = (
        await connection.scalar(select(practices.c.rhythm).where(practices.c.id == practice_id))
        if practice_id
        else None
    )
    return _own(own, common) if own else common


async def of_their_own(connection: Connection, common: Schedule) -> Mapping[int, Schedule]:
    """By practice the rhythm of those that have their own. common: in force for the others."""
    found = select(practices.c.id, practices.c.rhythm).where(practices.c.rhythm.is_not(None))
    return {practice_id: _own(rhythm, common) for practice_id, rhythm in await connection.execute(found)}


def _own(rhythm: Mapping[str, Any], common: Schedule) -> Schedule:
    return of_practice(Schedule(**rhythm), common)


async def put(connection: Connection, schedule: Schedule, now: datetime) -> None:
    """From now on this is the schedule. Its slot zero must lie after `now`: then no slot was before the change."""
    values = {"settings": schedule.model_dump(mode="json", exclude={"timezone"}), "set_at": now}
    statement = insert(connection, table).values(id=_ONLY, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


async def follow_file(connection: Connection, before: Schedule, schedule: Schedule, now: datetime) -> bool:
    """The programme file has another schedule than before; no slot from before this counts that was none until now.

    Nothing where the managers set the schedule (then False), or the practice has its own rhythm.
    """
    if await connection.scalar(_SET):
        return False
    due = last_due(schedule, now, public_holiday)
    since = due.opens_at if due and is_nominal(before, due.nominal_on) else now
    follows = practices.c.rhythm.is_(None) & or_(practices.c.rounds_from.is_(None), practices.c.rounds_from < since)
    await connection.execute(update(practices).where(follows).values(rounds_from=since))
    return True


async def put_own(connection: Connection, practice_id: int, schedule: Schedule) -> None:
    """From now on this is the practice's. Its slot zero must lie in the future."""
    rhythm = schedule.model_dump(mode="json", include={"first_on", "every_weeks", "at", "open_days"})
    await connection.execute(update(practices).where(practices.c.id == practice_id).values(rhythm=rhythm))


async def drop_own(connection: Connection, practice_id: int, now: datetime) -> bool:
    """The common schedule again, whose slots before now were not missed; False when it had no other."""
    dropped = update(practices).where(practices.c.id == practice_id, practices.c.rhythm.is_not(None))
    return (await connection.execute(dropped.values(rhythm=None, rounds_from=now))).rowcount == 1
