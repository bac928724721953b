"""What the tick does with rounds: opens those that are due, records those that are too late, closes those that end."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from programme.model import Programme
from rules.access import ANSWERING
from rules.cadence import Slot, last_due, slot
from rules.holidays import public_holiday
from storage import practices, rounds
from storage.connection import Connection
from storage.rounds import Opening

#: A round that could not open on time still does so within this; after that it is recorded as skipped.
LATE = timedelta(hours=24)


async def open_due(connection: Connection, programme: Programme, now: datetime) -> int:
    """Opens each practice's round whose slot has come; how many. Again, or on another replica: nothing."""
    due = last_due(programme.schedule, now, public_holiday)
    if due is None:
        return 0
    every = [practice.id for practice in await practices.every(connection)]
    waiting = await rounds.without_slot(connection, every, due.nominal_on)
    if not waiting:
        return 0
    await rounds.skip(connection, await _missed(connection, programme, waiting, due, now), "late")
    if now - due.opens_at > LATE:
        return 0
    asked = [role for role in ANSWERING if programme.form(role.value)]
    opened = await rounds.open_all(connection, [_opening(one, due) for one in waiting], asked, now)
    return len(opened)


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
