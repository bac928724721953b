"""What the tick does with rounds: opens those that are due, records those that are too late, closes those that end."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from programme.model import Programme
from programme.schedule import Schedule
from rules.access import ANSWERING, Role
from rules.cadence import Slot, last_due, slot
from rules.holidays import public_holiday, school_holiday
from scheduler.portions import ROUNDS, in_portions
from scheduler.round_control import close_rounds, open_rounds
from storage import practices, rounds, schedules
from storage.connection import Connection
from storage.database import Database
from storage.practices import Practice
from storage.rounds import Opening

#: A round that could not open on time still does so within this; after that it is recorded as skipped.
LATE = timedelta(hours=24)


class _Due(Struct, frozen=True):
    """The newest slot of a schedule, and the practices that keep to it and have no round for it yet."""

    schedule: Schedule
    slot: Slot
    waiting: Sequence[Practice]


async def open_due(database: Database, programme: Programme, now: datetime) -> int:
    """Opens each practice's round whose slot has come; how many. Again, or on another replica: nothing."""
    async with database.long_read() as connection:
        found = await _due(connection, programme, now)
    opened = 0
    for due in found:
        open_some = partial(_open, programme=programme, schedule=due.schedule, due=due.slot, now=now)
        opened += await in_portions(database, due.waiting, open_some, ROUNDS)
    return opened


async def _due(connection: Connection, programme: Programme, now: datetime) -> list[_Due]:
    common = await schedules.in_force(connection, programme.schedule)
    own = await schedules.of_their_own(connection, common)
    keeping = defaultdict[Schedule, list[Practice]](list)
    for practice in await practices.every(connection):
        keeping[own.get(practice.id, common)].append(practice)
    found = []
    for schedule, among in keeping.items():
        if slot_due := last_due(schedule, now, public_holiday):
            begun = [practice for practice in among if practice.had_begun(slot_due.opens_at)]
            found.append(_Due(schedule, slot_due, await _waiting(connection, begun, slot_due)))
    return found


async def _waiting(connection: Connection, among: Sequence[Practice], due: Slot) -> list[Practice]:
    """Those that have no round for this slot yet."""
    waiting = set(await rounds.without_slot(connection, [one.id for one in among], due.nominal_on))
    return [one for one in among if one.id in waiting]


async def _open(
    connection: Connection,
    among: Sequence[Practice],
    programme: Programme,
    schedule: Schedule,
    due: Slot,
    now: datetime,
) -> int:
    waiting = await _waiting(connection, among, due)  # another replica may have been here since they were looked for
    if not waiting:
        return 0
    await rounds.skip(connection, await _missed(connection, schedule, waiting, due, now), "late")
    if now - due.opens_at > LATE:
        return 0
    asked = [role for role in ANSWERING if programme.form(role.value)]
    greeting = [replace(_opening(one.id, due), resting=_resting(one, due)) for one in waiting]
    return len(await open_rounds(connection, greeting, asked, schedule, now))


def _resting(practice: Practice, due: Slot) -> frozenset[Role]:
    """Who is left in peace this time, for the school holidays where the practice is."""
    return practice.resting if school_holiday(due.opens_on, practice.region) else frozenset()


def _opening(practice_id: int, due: Slot) -> Opening:
    return Opening(practice_id, due.nominal_on, due.opens_on, due.opens_at, due.closes_at)


async def _missed(
    connection: Connection, schedule: Schedule, waiting: Sequence[Practice], due: Slot, now: datetime
) -> list[Opening]:
    """Slots since a practice's last one that nobody was awake for. A practice that never had one missed nothing."""
    last = await rounds.last_slots(connection, [practice.id for practice in waiting])
    missed = []
    for practice in waiting:
        since = _since(schedule, last[practice.id], due) if practice.id in last else []
        slept_through = [one for one in since if now - one.opens_at > LATE and practice.had_begun(one.opens_at)]
        missed += [_opening(practice.id, one) for one in slept_through]
    return missed


def _since(schedule: Schedule, slot_on: date, due: Slot) -> list[Slot]:
    """The slots after the one of that day. A day before slot zero was one of an earlier schedule."""
    number = (slot_on - schedule.first_on).days // (7 * schedule.every_weeks)
    return [slot(schedule, n, public_holiday) for n in range(max(number, -1) + 1, due.number + 1)]


async def close_due(database: Database, programme: Programme, minimum_group: int, now: datetime) -> int:
    """Closes the rounds whose time is over and freezes their snapshots; how many."""
    async with database.long_read() as connection:
        due = [one.id for one in await rounds.due_to_close(connection, now)]

    async def close_some(connection: Connection, round_ids: Sequence[int]) -> int:
        return len(await close_rounds(connection, round_ids, programme, minimum_group, now))

    return await in_portions(database, due, close_some, ROUNDS)


async def overdue(connection: Connection, programme: Programme, now: datetime) -> list[datetime]:
    """When each round should have opened or closed that still has not: what the next tick will do."""
    late = [one.closes_at for one in await rounds.due_to_close(connection, now)]
    for due in await _due(connection, programme, now):
        if now - due.slot.opens_at <= LATE:
            late += [due.slot.opens_at for _ in due.waiting]
    return late
