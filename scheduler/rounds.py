"""What the tick does with rounds: opens those that are due, records those that are too late, closes those that end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from programme.model import Programme
from rules.access import ANSWERING, Role
from rules.cadence import Slot, last_due, slot
from rules.holidays import public_holiday, school_holiday
from storage import practices, rounds
from storage.connection import Connection
from storage.practices import Practice
from storage.rounds import Opening

#: A round that could not open on time still does so within this; after that it is recorded as skipped.
LATE = timedelta(hours=24)


async def open_due(connection: Connection, programme: Programme, now: datetime) -> int:
    """Opens each practice's round whose slot has come; how many. Again, or on another replica: nothing."""
    due = last_due(programme.schedule, now, public_holiday)
    if due is None:
        return 0
    every = {practice.id: practice for practice in await practices.every(connection)}
    waiting = await rounds.without_slot(connection, every, due.nominal_on)
    if not waiting:
        return 0
    await rounds.skip(connection, await _missed(connection, programme, waiting, due, now), "late")
    if now - due.opens_at > LATE:
        return 0
    asked = [role for role in ANSWERING if programme.form(role.value)]
    openings = [replace(_opening(one, due), resting=_resting(every[one], due)) for one in waiting]
    opened = await rounds.open_all(connection, openings, asked, programme.schedule, now)
    return len(opened)


def _resting(practice: Practice, due: Slot) -> frozenset[Role]:
    """Who is left in peace this time, for the school holidays where the practice is."""
    return practice.resting if school_holiday(due.opens_on, practice.region) else frozenset()


def _opening(practice_id: int, due: Slot) -> Opening:
    return Opening(practice_id, due.nominal_on, due.opens_on, due.opens_at, due.closes_at)


async def _missed(
    connection: Connection, programme: Programme, waiting: Sequence[int], due: Slot, now: datetime
) -> list[Opening]:
    """Slots since a practice's last one that nobody was awake for. A practice that never had one missed nothing."""
    last = await rounds.last_slots(connection, waiting)
    weeks = programme.schedule.every_weeks
    missed = []
    for practice_id, slot_on in last.items():
        number = (slot_on - programme.schedule.first_on).days // (7 * weeks)
        since = [slot(programme.schedule, n, public_holiday) for n in range(number + 1, due.number + 1)]
        missed += [_opening(practice_id, one) for one in since if now - one.opens_at > LATE]
    return missed


async def close_due(connection: Connection, programme: Programme, minimum_group: int, now: datetime) -> int:
    """Closes the rounds whose time is over and freezes their snapshots; how many."""
    due = await rounds.due_to_close(connection, now)
    return len(await rounds.close(connection, [one.id for one in due], programme, minimum_group, now))


async def overdue(connection: Connection, programme: Programme, now: datetime) -> list[datetime]:
    """When each round should have opened or closed that still has not: what the next tick will do."""
    late = [one.closes_at for one in await rounds.due_to_close(connection, now)]
    due = last_due(programme.schedule, now, public_holiday)
    if due is not None and now - due.opens_at <= LATE:
        every = [practice.id for practice in await practices.every(connection)]
        late += [due.opens_at for _ in await rounds.without_slot(connection, every, due.nominal_on)]
    return late
