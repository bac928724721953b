"""Rounds: a practice's scheduled occasions, opened once and closed once whoever comes first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, case, func, select, update

from programme.model import Programme, Schedule
from rules.access import Role
from rules.own_time import next_morning
from storage import digests, figures, prompts, renewals
from storage.connection import Connection
from storage.consents import is_current
from storage.dialect import in_state, insert
from storage.tables import (
    check_in_experiments,
    check_ins,
    design_questions,
    experiment_members,
    experiments,
    memberships,
    people,
    practices,
    rounds,
)

#: A participant reports on at most so many experiments in one check-in, least recently reported first.
EXPERIMENTS_PER_CHECK_IN = 3
State = Literal["open", "closed", "skipped"]


@dataclass(frozen=True, slots=True)
class Round:
    """A round. `number` counts the opened ones of a practice; a skipped one has none, but a `reason`."""

    id: int
    practice_id: int
    number: int | None
    state: State
    slot_on: date | None
    opened_on: date
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Opening:
    """A round to open: its slot (None by hand), its local day, and its window in UTC.

    resting: the roles that are not asked this time, because of the school holidays.
    """

    practice_id: int
    slot_on: date | None
    opened_on: date
    opened_at: datetime
    closes_at: datetime
    resting: frozenset[Role] = frozenset()


_ROUND = (
    rounds.c.id,
    rounds.c.practice_id,
    rounds.c.number,
    rounds.c.state,
    rounds.c.slot_on,
    rounds.c.opened_on,
    rounds.c.opened_at,
    rounds.c.closes_at,
    rounds.c.closed_at,
    rounds.c.reason,
)


def _read(row: Any) -> Round:
    return Round(*row)


async def without_slot(connection: Connection, practice_ids: Collection[int], slot_on: date) -> list[int]:
    """Which of these practices have no round for this slot yet, opened or skipped."""
    has_it = select(rounds.c.id).where(rounds.c.practice_id == practices.c.id, rounds.c.slot_on == slot_on).exists()
    found = select(practices.c.id).where(practices.c.closed_at.is_(None), ~has_it).order_by(practices.c.id)
    wanted = set(practice_ids)
    return [practice_id for practice_id in await connection.scalars(found) if practice_id in wanted]


async def last_slots(connection: Connection, practice_ids: Sequence[int]) -> dict[int, date]:
    """The newest slot each of these practices has a round for; none for a practice that never had one."""
    newest = select(rounds.c.practice_id, func.max(rounds.c.slot_on)).where(
        rounds.c.practice_id.in_(practice_ids), rounds.c.slot_on.is_not(None)
    )
    return {row[0]: row[1] for row in await connection.execute(newest.group_by(rounds.c.practice_id))}


async def skip(connection: Connection, openings: Sequence[Opening], reason: str) -> None:
    """Records slots in which nothing was asked, and why; visible, and never opened afterwards."""
    rows = [_row(opening) | {"state": "skipped", "reason": reason, "number": None} for opening in openings]
    if rows:
        await connection.execute(insert(connection, rounds).on_conflict_do_nothing(), rows)


async def open_all(
    connection: Connection, openings: Sequence[Opening], roles: Collection[Role], schedule: Schedule, now: datetime
) -> list[int]:
    """Opens rounds and everything that follows from it, in one transaction; the ids of those that are new.

    Whoever is eligible is frozen as check-ins (the denominator), their experiments with them, and the words to
    say are put in the outbox, for each person's own time. Who has not agreed to the privacy notice as it is now gets
    that notice instead. A practice with a round still open, or with nobody to ask, gets a skipped one.
    roles: the roles that are asked something in this programme.
    """
    busy = await _with_open_round(connection, openings)
    await skip(connection, [opening for opening in openings if opening.practice_id in busy], "already_open")
    wanted = [opening for opening in openings if opening.practice_id not in busy]
    opened = await _insert(connection, wanted)
    if not opened:
        return []
    renewing = await _freeze_everybody(connection, opened, wanted, roles, schedule, now)
    await _freeze_experiments(connection, opened)
    maybe_empty = [one for one in opened if one not in renewing]
    await _skip_empty(connection, maybe_empty, [one.practice_id for one in wanted if one.resting])
    asking = await _still_open(connection, opened)
    await prompts.announce(connection, asking, schedule, now)
    return asking


async def _freeze_everybody(
    connection: Connection,
    opened: Sequence[int],
    openings: Sequence[Opening],
    roles: Collection[Role],
    schedule: Schedule,
    now: datetime,
) -> set[int]:
    """In which of these rounds somebody gets the new notice instead."""
    renewing: set[int] = set()
    for resting in {opening.resting for opening in openings}:
        alike = [opening.practice_id for opening in openings if opening.resting == resting]
        asked = [role for role in roles if role not in resting]
        await _freeze_eligible(connection, opened, alike, asked, now)
        renewing |= await renewals.ask(connection, opened, alike, asked, schedule, now)
    return renewing


async def _with_open_round(connection: Connection, openings: Sequence[Opening]) -> set[int]:
    ids = [opening.practice_id for opening in openings]
    still = select(rounds.c.practice_id).where(rounds.c.practice_id.in_(ids), in_state(rounds, "open"))
    return set((await connection.scalars(still)).all())


async def _insert(connection: Connection, openings: Sequence[Opening]) -> list[int]:
    ids = [opening.practice_id for opening in openings]
    numbers = select(rounds.c.practice_id, func.max(rounds.c.number)).where(rounds.c.practice_id.in_(ids))
    last = {row[0]: row[1] for row in await connection.execute(numbers.group_by(rounds.c.practice_id))}
    rows = [_row(o) | {"state": "open", "reason": None, "number": (last.get(o.practice_id) or 0) + 1} for o in openings]
    if not rows:
        return []
    statement = insert(connection, rounds).on_conflict_do_nothing().returning(rounds.c.id)
    return list((await connection.scalars(statement, rows)).all())


def _row(opening: Opening) -> dict[str, Any]:
    return {
        "practice_id": opening.practice_id,
        "slot_on": opening.slot_on,
        "opened_on": opening.opened_on,
        "opened_at": opening.opened_at,
        "closes_at": opening.closes_at,
    }


def _has_role(role: Role) -> Any:
    return func.max(case((memberships.c.role == role.value, 1), else_=0)) == 1


async def _freeze_eligible(
    connection: Connection,
    round_ids: Sequence[int],
    practice_ids: Sequence[int],
    roles: Collection[Role],
    now: datetime,
    *only: ColumnElement[bool],
) -> None:
    eligible = (
        select(rounds.c.id, memberships.c.person_id, _has_role(Role.CAREGIVER), _has_role(Role.PARTICIPANT))
        .select_from(
            rounds.join(memberships, memberships.c.practice_id == rounds.c.practice_id).join(
                people, people.c.id == memberships.c.person_id
            )
        )
        .where(rounds.c.id.in_(round_ids), rounds.c.practice_id.in_(practice_ids))
        .where(prompts.can_be_asked(roles, now), is_current(), *only)
        .group_by(rounds.c.id, memberships.c.person_id)
    )
    columns = ["round_id", "person_id", "as_caregiver", "as_participant"]
    rows = insert(connection, check_ins).from_select(columns, eligible)
    await connection.execute(rows.on_conflict_do_nothing())


async def join(
    connection: Connection, round_id: int, practice_id: int, person_id: int, roles: Collection[Role], now: datetime
) -> None:
    """Somebody agreed to the notice that kept them out of this open round, and is asked after all. Twice: nothing."""
    has_it = select(check_ins.c.id).where(check_ins.c.round_id == round_id, check_ins.c.person_id == person_id)
    if await connection.scalar(has_it.where(check_ins.c.proxy_id.is_(None))) is not None:
        return
    was_there = memberships.c.registered_at <= rounds.c.opened_at
    this_one = memberships.c.person_id == person_id
    await _freeze_eligible(connection, [round_id], [practice_id], roles, now, this_one, was_there)
    await _freeze_experiments(connection, [round_id], check_ins.c.person_id == person_id)


async def _freeze_experiments(connection: Connection, round_ids: Sequence[int], *only: ColumnElement[bool]) -> None:
    oldest_first = (experiment_members.c.reported_at.asc().nulls_first(), experiments.c.position, experiments.c.id)
    ranked = (
        select(
            check_ins.c.id.label("check_in_id"),
            experiments.c.id.label("experiment_id"),
            func.row_number().over(partition_by=check_ins.c.id, order_by=oldest_first).label("position"),
        )
        .select_from(
            check_ins.join(memberships, memberships.c.person_id == check_ins.c.person_id)
            .join(experiment_members, experiment_members.c.membership_id == memberships.c.id)
            .join(experiments, experiments.c.id == experiment_members.c.experiment_id)
            .join(design_questions, design_questions.c.id == experiments.c.design_question_id)
        )
        .where(
            check_ins.c.round_id.in_(round_ids),
            check_ins.c.as_participant,
            memberships.c.role == Role.PARTICIPANT.value,
            memberships.c.left_at.is_(None),
            experiments.c.ended_at.is_(None),
            design_questions.c.ended_at.is_(None),
            *only,
        )
        .subquery()
    )
    chosen = select(ranked).where(ranked.c.position <= EXPERIMENTS_PER_CHECK_IN)
    await connection.execute(
        check_in_experiments.insert().from_select(["check_in_id", "experiment_id", "position"], chosen)
    )


async def _skip_empty(connection: Connection, round_ids: Sequence[int], resting: Sequence[int]) -> None:
    """resting: the practices where somebody is not asked because of the school holidays."""
    nobody = ~select(check_ins.c.id).where(check_ins.c.round_id == rounds.c.id).exists()
    why = case((rounds.c.practice_id.in_(resting), "holiday"), else_="nobody")
    skipped = update(rounds).where(rounds.c.id.in_(round_ids), nobody)
    await connection.execute(skipped.values(state="skipped", reason=why, number=None))


async def _still_open(connection: Connection, round_ids: Sequence[int]) -> list[int]:
    still = select(rounds.c.id).where(rounds.c.id.in_(round_ids), in_state(rounds, "open")).order_by(rounds.c.id)
    return list((await connection.scalars(still)).all())


async def due_to_close(connection: Connection, now: datetime) -> list[Round]:
    """The open rounds whose time is over."""
    due = select(*_ROUND).where(in_state(rounds, "open"), rounds.c.closes_at <= now).order_by(rounds.c.id)
    return [_read(row) for row in await connection.execute(due)]


async def close(
    connection: Connection, round_ids: Sequence[int], programme: Programme, minimum_group: int, now: datetime
) -> list[int]:
    """Closes open rounds, freezes their snapshots and plans digests of them; the ids of those that were still open."""
    closing = update(rounds).where(rounds.c.id.in_(round_ids), in_state(rounds, "open"))
    statement = closing.values(state="closed", closed_at=now).returning(rounds.c.id)
    closed = list((await connection.scalars(statement)).all())
    await figures.freeze(connection, closed, programme, minimum_group, now)
    await digests.plan(connection, closed, next_morning(now, programme.schedule.timezone), now)
    return closed


async def get(connection: Connection, round_id: int) -> Round | None:
    """The round with this id."""
    row = (await connection.execute(select(*_ROUND).where(rounds.c.id == round_id))).first()
    return _read(row) if row else None


async def open_in(connection: Connection, practice_id: int) -> Round | None:
    """The round of a practice that is open now."""
    found = select(*_ROUND).where(rounds.c.practice_id == practice_id, in_state(rounds, "open"))
    row = (await connection.execute(found)).first()
    return _read(row) if row else None


async def open_everywhere(connection: Connection) -> list[Round]:
    """The open rounds of all practices, first those that close first."""
    found = select(*_ROUND).where(rounds.c.state == "open").order_by(rounds.c.closes_at, rounds.c.id)
    return [_read(row) for row in await connection.execute(found)]


async def before(connection: Connection, round_id: int) -> Round | None:
    """The round of the same practice that was opened before this one."""
    this = rounds.alias()
    earlier = (rounds.c.practice_id == this.c.practice_id) & (rounds.c.number == this.c.number - 1)
    found = select(*_ROUND).join_from(rounds, this, earlier).where(this.c.id == round_id)
    row = (await connection.execute(found)).first()
    return _read(row) if row else None


async def closed_in(connection: Connection, practice_id: int) -> list[Round]:
    """The closed rounds of a practice, newest first."""
    found = select(*_ROUND).where(rounds.c.practice_id == practice_id, rounds.c.state == "closed")
    return [_read(row) for row in await connection.execute(found.order_by(rounds.c.number.desc()))]


async def last_skipped(connection: Connection, practice_id: int) -> Round | None:
    """The newest slot, when nothing was asked in it; None when a round opened since."""
    newest = select(*_ROUND).where(rounds.c.practice_id == practice_id)
    row = (await connection.execute(newest.order_by(rounds.c.opened_at.desc(), rounds.c.id.desc()).limit(1))).first()
    return _read(row) if row and row.state == "skipped" else None


async def count_eligible(connection: Connection, practice_id: int, roles: Collection[Role], now: datetime) -> int:
    """How many people would be asked if a round opened now, or shown the new notice."""
    counted = (
        select(func.count(memberships.c.person_id.distinct()))
        .join_from(memberships, people)
        .where(memberships.c.practice_id == practice_id, prompts.can_be_asked(roles, now))
    )
    return int((await connection.scalar(counted)) or 0)


async def busy_until(connection: Connection) -> datetime | None:
    """When the last of all open rounds closes; None when none is open."""
    closes_at: datetime | None = await connection.scalar(
        select(func.max(rounds.c.closes_at)).where(in_state(rounds, "open"))
    )
    return closes_at
