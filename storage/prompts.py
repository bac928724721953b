"""When people are asked, asked again and reminded: rows planned for each person's own time, in a few statements.

However many people there are, few want the same moment to be another: one statement serves everybody with the
same wish.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, literal, or_, select, update

from programme.schedule import Schedule
from rules.access import Role
from rules.own_time import TimePreference, Window, reminded_at
from rules.payloads.check_in import CheckInAgain, CheckInCurrent, CheckInMeant, CheckInReminder
from rules.payloads.feedback import LookBack
from rules.payloads.payload import Payload, stored
from storage.connection import Connection
from storage.consents import is_current
from storage.dialect import in_state, insert
from storage.outbox import Lane, add
from storage.tables import check_ins, memberships, outbox, people, rounds

#: What asks: when a round opens, when somebody asked to come back, a reminder, and what somebody meant.
ASKING = (CheckInCurrent, CheckInAgain, CheckInReminder, CheckInMeant)
#: Of the outbox.
COLUMNS = ["person_id", "lane", "kind", "subject_id", "params", "state", "due_at", "created_at", "dedupe_key"]
#: The same, and for when it was planned: filled by `said`.
PLANNED = [*COLUMNS, "planned_for"]


def reachable(now: datetime) -> ColumnElement[bool]:
    """Of `people`: who may be spoken to unasked, because they neither stopped, nor left, nor pause."""
    return and_(
        people.c.stopped_at.is_(None),
        people.c.unreachable_at.is_(None),
        or_(people.c.paused_until.is_(None), people.c.paused_until <= now),
    )


def can_be_asked(roles: Collection[Role], now: datetime) -> ColumnElement[bool]:
    """Of `memberships` with `people`: who answers in one of these roles, and may be spoken to."""
    return and_(
        memberships.c.role.in_([role.value for role in roles]),
        memberships.c.registered_at.is_not(None),
        memberships.c.left_at.is_(None),
        reachable(now),
    )


def knows_the_notice() -> ColumnElement[bool]:
    """Of `check_ins`: its person agreed to the privacy notice as it is now. Nobody else is reminded."""
    is_outdated = exists().where(
        memberships.c.person_id == check_ins.c.person_id,
        memberships.c.registered_at.is_not(None),
        memberships.c.left_at.is_(None),
        ~is_current(),
    )
    return ~is_outdated


async def windows(
    connection: Connection, round_ids: Sequence[int], schedule: Schedule
) -> Iterable[tuple[Window, list[int]]]:
    """These rounds by the window in which they can be answered."""
    found = select(rounds.c.id, rounds.c.opened_at, rounds.c.closes_at).where(rounds.c.id.in_(round_ids))
    alike: dict[Window, list[int]] = {}
    for round_id, opened_at, closes_at in await connection.execute(found):
        alike.setdefault(Window(opened_at, closes_at, schedule.timezone), []).append(round_id)
    return alike.items()


async def time_preferences(connection: Connection, round_ids: Collection[int]) -> list[TimePreference]:
    """Every time preference of somebody who is asked in these rounds, once."""
    asked = select(people.c.part_of_day, people.c.weekday).join_from(check_ins, people)
    rows = await connection.execute(asked.where(check_ins.c.round_id.in_(round_ids)).distinct())
    return [TimePreference(row.part_of_day, row.weekday) for row in rows]


def wants(time_preference: TimePreference) -> ColumnElement[bool]:
    """Of `people`: who has this time preference."""
    return and_(
        people.c.part_of_day.is_not_distinct_from(time_preference.part_of_day),
        people.c.weekday.is_not_distinct_from(time_preference.weekday),
    )


def _is_of_whoever_wants(time_preference: TimePreference) -> ColumnElement[bool]:
    """Of `check_ins`, asked one by one: a list of people makes SQLite try everybody with every round."""
    return exists().where(people.c.id == check_ins.c.person_id, wants(time_preference))


async def ask(
    connection: Connection, round_ids: Collection[int], time_preference: TimePreference, at: datetime, now: datetime
) -> None:
    """Plans the opening of these new rounds for whoever has this time preference."""
    key = literal("check_in:") + cast(check_ins.c.id, String) + literal(":open")
    words = select(*said(CheckInCurrent, Lane.BROADCAST, check_ins.c.id, key, at, now)).join_from(check_ins, people)
    words = words.where(check_ins.c.round_id.in_(round_ids), wants(time_preference))
    await connection.execute(outbox.insert().from_select(PLANNED, words))


async def look_back(
    connection: Connection, round_ids: Collection[int], time_preference: TimePreference, at: datetime, now: datetime
) -> None:
    """Plans what these new rounds look back at: for whoever has this time preference and was asked the time before."""
    before, was_asked = rounds.alias(), check_ins.alias()
    key = literal("look_back:") + cast(check_ins.c.id, String)
    words = (
        select(*said(LookBack, Lane.BROADCAST, rounds.c.id, key, at, now))
        .join_from(check_ins, people)
        .join(rounds, rounds.c.id == check_ins.c.round_id)
        .join(before, (before.c.practice_id == rounds.c.practice_id) & (before.c.number == rounds.c.number - 1))
        .join(was_asked, (was_asked.c.round_id == before.c.id) & (was_asked.c.person_id == check_ins.c.person_id))
        .where(check_ins.c.round_id.in_(round_ids), was_asked.c.proxy_id.is_(None), wants(time_preference))
    )
    await connection.execute(outbox.insert().from_select(PLANNED, words))


def said(
    payload: type[Payload],
    lane: Lane,
    subject: ColumnElement[Any],
    key: ColumnElement[Any],
    at: datetime,
    now: datetime,
    planned: ColumnElement[Any] | None = None,
) -> list[ColumnElement[Any]]:
    """The values of PLANNED for each person of `check_ins`: said at `at`, or at once when that has come.

    planned: the moment that was chosen, when it is another.
    """
    is_later = at > now
    return [
        check_ins.c.person_id,
        literal(int(lane)),
        literal(payload.KIND),
        subject,
        literal({}, outbox.c.params.type),
        literal("planned" if is_later else "ready"),
        literal(at if is_later else None, outbox.c.due_at.type),
        literal(now, outbox.c.created_at.type),
        key,
        literal(at, outbox.c.planned_for.type) if planned is None else planned,
    ]


async def plan_reminder(
    connection: Connection, round_ids: Collection[int], time_preference: TimePreference, at: datetime
) -> None:
    """The first reminder in these new rounds of whoever has this time preference."""
    planned = update(check_ins).where(check_ins.c.round_id.in_(round_ids), _is_of_whoever_wants(time_preference))
    await connection.execute(planned.values(remind_at=at))


async def ask_one(connection: Connection, check_in_id: int, person_id: int, at: datetime, now: datetime) -> None:
    """Plans the opening of a single check-in, of who joined while its round is open."""
    key = f"check_in:{check_in_id}:open"
    asks = CheckInCurrent(check_in_id)
    await add(connection, asks, now=now, person_id=person_id, lane=Lane.BROADCAST, dedupe_key=key, due_at=at)


async def plan_reminder_of(connection: Connection, round_id: int, person_id: int, at: datetime) -> None:
    """The first reminder of who joined while this round is open."""
    mine = (check_ins.c.round_id == round_id) & (check_ins.c.person_id == person_id) & check_ins.c.proxy_id.is_(None)
    await connection.execute(update(check_ins).where(mine).values(remind_at=at))


async def due(connection: Connection, now: datetime) -> list[int]:
    """The ids of check-ins whose reminder is due, in order."""
    # Sorted here: asked for in order, SQLite would go through every check-in there ever was.
    return sorted(await connection.scalars(select(check_ins.c.id).where(check_ins.c.remind_at <= now)))


async def remind_due(connection: Connection, check_in_ids: Sequence[int], schedule: Schedule, now: datetime) -> int:
    """Adds the reminders that are due, of check-ins that are still open; how many. Again: nothing.

    check_in_ids: from the first of these to the last.
    """
    due = (check_ins.c.remind_at <= now) & check_ins.c.id.between(check_in_ids[0], check_in_ids[-1])
    key = (
        literal("check_in:")
        + cast(check_ins.c.id, String)
        + literal(":reminder:")
        + cast(check_ins.c.reminders + 1, String)
    )
    words = (
        select(*said(CheckInReminder, Lane.REMINDER, check_ins.c.id, key, now, now, check_ins.c.remind_at))
        .join_from(check_ins, people)
        .join(rounds, rounds.c.id == check_ins.c.round_id)
        .where(due, in_state(rounds, "open"), is_unfinished(), reachable(now), knows_the_notice())
    )
    statement = insert(connection, outbox).from_select(PLANNED, words)
    added = await connection.execute(statement.on_conflict_do_nothing(index_elements=["dedupe_key"]))
    await _plan_next(connection, schedule, due)
    return added.rowcount


def is_unfinished() -> ColumnElement[bool]:
    """Of `check_ins`: neither finished nor declined."""
    return and_(check_ins.c.finished_at.is_(None), check_ins.c.declined_at.is_(None))


async def _plan_next(connection: Connection, schedule: Schedule, due: ColumnElement[bool]) -> None:
    """The next reminder of those whose turn has come, where the schedule has another; none for the others."""
    alike = (rounds.c.opened_at, rounds.c.closes_at, people.c.part_of_day, people.c.weekday, check_ins.c.remind_at)
    more = and_(due, check_ins.c.reminders + 1 < schedule.reminders)
    found = select(*alike).join_from(check_ins, people).join(rounds, rounds.c.id == check_ins.c.round_id)
    for opened_at, closes_at, part_of_day, weekday, at in await connection.execute(found.where(more).distinct()):
        time_preference = TimePreference(part_of_day, weekday)
        window = Window(opened_at, closes_at, schedule.timezone)
        of_window = select(rounds.c.id).where(rounds.c.opened_at == opened_at, rounds.c.closes_at == closes_at)
        turn = update(check_ins).where(
            more,
            check_ins.c.remind_at == at,
            check_ins.c.round_id.in_(of_window),
            _is_of_whoever_wants(time_preference),
        )
        following = reminded_at(window, time_preference, at, schedule.remind_after_days)
        await connection.execute(turn.values(remind_at=following, reminders=check_ins.c.reminders + 1))
    over = update(check_ins).where(due)
    await connection.execute(over.values(remind_at=None, reminders=check_ins.c.reminders + 1))


async def ask_again(
    connection: Connection, person_id: int, check_in_id: int, at: datetime, remind_at: datetime | None, now: datetime
) -> None:
    """Comes back to this check-in at that time; a reminder that was still to come is moved to `remind_at`."""
    await withdraw(connection, person_id, check_in_id)
    kind, subject_id, params = stored(CheckInAgain(check_in_id))
    row = {"person_id": person_id, "lane": int(Lane.REMINDER), "kind": kind, "subject_id": subject_id}
    planned = {"params": params, "state": "planned", "due_at": at, "created_at": now}
    await connection.execute(outbox.insert().values(row | planned))
    await _move_reminder(connection, check_in_id, remind_at)


async def withdraw(connection: Connection, person_id: int, check_in_id: int) -> None:
    """Nothing comes back to this check-in by itself any more."""
    mine = (outbox.c.person_id == person_id) & (outbox.c.subject_id == check_in_id)
    again = mine & (outbox.c.kind == CheckInAgain.KIND)
    await connection.execute(outbox.delete().where(again, in_state(outbox, "planned", "ready")))


async def replan(
    connection: Connection, person_id: int, check_in_id: int, at: datetime, remind_at: datetime | None
) -> None:
    """The person wants another time: an opening that still waits for the old one, and the reminder, are moved."""
    waiting = (outbox.c.person_id == person_id) & in_state(outbox, "planned") & (outbox.c.lane == int(Lane.BROADCAST))
    await connection.execute(update(outbox).where(waiting).values(due_at=at))
    await _move_reminder(connection, check_in_id, remind_at)


async def _move_reminder(connection: Connection, check_in_id: int, at: datetime | None) -> None:
    still_to_come = (check_ins.c.id == check_in_id) & check_ins.c.remind_at.is_not(None)
    await connection.execute(update(check_ins).where(still_to_come).values(remind_at=at))


async def decline(connection: Connection, person_id: int, check_in_id: int, now: datetime) -> None:
    """Not this time: nobody asks again. Answering after all takes it back."""
    await withdraw(connection, person_id, check_in_id)
    declined = update(check_ins).where(check_ins.c.id == check_in_id)
    await connection.execute(declined.values(declined_at=now, remind_at=None))


async def waits_until(connection: Connection, person_id: int) -> datetime | None:
    """The own time for which the opening of the person's check-in still waits; None when it does not."""
    planned = select(outbox.c.due_at).where(
        outbox.c.person_id == person_id, in_state(outbox, "planned"), outbox.c.kind == CheckInCurrent.KIND
    )
    at: datetime | None = await connection.scalar(planned.limit(1))
    return at
