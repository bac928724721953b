"""Somebody who could not be reached can be again: they get what they missed, the open check-in."""

from datetime import datetime

from sqlalchemy import select

from rules.payloads.check_in import CheckInCurrent
from storage import outbox, people, round_screens
from storage.connection import Connection
from storage.dialect import in_state
from storage.outbox import UNSAID, is_one_of
from storage.prompts import ASKING, is_unfinished, knows_the_notice, reachable
from storage.sending import Row
from storage.tables import check_ins, memberships, rounds
from storage.tables import outbox as rows
from storage.tables import people as persons


async def catch_up(connection: Connection, row: Row, now: datetime) -> None:
    """What this row says arrived at somebody who had refused until then."""
    if row.person_id is not None and await reach(connection, row.person_id):
        await ask(connection, row.person_id, now)


async def reach(connection: Connection, person_id: int) -> bool:
    """This person can be reached again. Whether they were marked, and missed what was to be said meanwhile."""
    marked = select(persons.c.unreachable_at).where(persons.c.id == person_id)
    was_marked = await connection.scalar(marked) is not None
    await people.reach(connection, person_id)
    return was_marked


async def ask(connection: Connection, person_id: int, now: datetime) -> None:
    """Shows the person's own open check-in below, unless it is about to be shown, or they want to hear nothing.

    Of rounds that closed meanwhile it empties the messages.
    """
    await round_screens.end_missed(connection, person_id, now)
    mine = select(memberships.c.practice_id).where(
        memberships.c.person_id == person_id, memberships.c.left_at.is_(None), memberships.c.practice_id.is_not(None)
    )
    waits = select(rows.c.id).where(
        rows.c.person_id == person_id,
        in_state(rows, *UNSAID),
        is_one_of(ASKING),
        rows.c.subject_id == check_ins.c.id,
    )
    found = await connection.scalar(
        select(check_ins.c.id)
        .join_from(check_ins, rounds)
        .join(persons, persons.c.id == check_ins.c.person_id)
        .where(check_ins.c.person_id == person_id, check_ins.c.proxy_id.is_(None), in_state(rounds, "open"))
        .where(rounds.c.practice_id.in_(mine), is_unfinished(), reachable(now), knows_the_notice(), ~waits.exists())
    )
    if found is not None:
        await outbox.add(connection, CheckInCurrent(found), now=now, person_id=person_id)
