"""Rounds: a practice's scheduled occasions, opened once and closed once whoever comes first.

Each function is one step. In which order they follow each other, scheduler.round_control says.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import case, func, select, update

from rules.access import Role
from storage.connection import Connection
from storage.dialect import in_state, insert
from storage.tables import check_ins, practices, rounds

State = Literal["open", "closed", "skipped"]


class Round(Struct, frozen=True):
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


class Opening(Struct, frozen=True):
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
    wanted = set(practice_ids)
    among = practices.c.id.between(min(wanted, default=0), max(wanted, default=0))  # not each: there may be many
    found = select(practices.c.id).where(practices.c.closed_at.is_(None), among, ~has_it).order_by(practices.c.id)
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


async def with_open_round(connection: Connection, practice_ids: Collection[int]) -> set[int]:
    """Which of these practices have a round that is still open."""
    still = select(rounds.c.practice_id).where(rounds.c.practice_id.in_(practice_ids), in_state(rounds, "open"))
    return set((await connection.scalars(still)).all())


async def add(connection: Connection, openings: Sequence[Opening]) -> list[int]:
    """Writes open rounds down, numbered on in their practices; the ids of those whose slot had none yet."""
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


async def skip_empty(connection: Connection, round_ids: Sequence[int], resting: Sequence[int]) -> None:
    """Turns rounds in which nobody is asked into skipped ones, and says why.

    resting: the practices where somebody is not asked because of the school holidays.
    """
    nobody = ~select(check_ins.c.id).where(check_ins.c.round_id == rounds.c.id).exists()
    why = case((rounds.c.practice_id.in_(resting), "holiday"), else_="nobody")
    skipped = update(rounds).where(rounds.c.id.in_(round_ids), nobody)
    await connection.execute(skipped.values(state="skipped", reason=why, number=None))


async def still_open(connection: Connection, round_ids: Sequence[int]) -> list[int]:
    """Which of these rounds are open, in order."""
    still = select(rounds.c.id).where(rounds.c.id.in_(round_ids), in_state(rounds, "open")).order_by(rounds.c.id)
    return list((await connection.scalars(still)).all())


async def due_to_close(connection: Connection, now: datetime) -> list[Round]:
    """The open rounds whose time is over."""
    due = select(*_ROUND).where(in_state(rounds, "open"), rounds.c.closes_at <= now).order_by(rounds.c.id)
    return [_read(row) for row in await connection.execute(due)]


async def close(connection: Connection, round_ids: Sequence[int], now: datetime) -> list[int]:
    """Closes open rounds; the ids of those that were still open."""
    closing = update(rounds).where(rounds.c.id.in_(round_ids), in_state(rounds, "open"))
    statement = closing.values(state="closed", closed_at=now).returning(rounds.c.id)
    return list((await connection.scalars(statement)).all())


async def get(connection: Connection, round_id: int) -> Round | None:
    """The round with this id."""
    row = (await connection.execute(select(*_ROUND).where(rounds.c.id == round_id))).first()
    return _read(row) if row else None


async def practices_of(connection: Connection, round_ids: Sequence[int]) -> set[int]:
    """The practices of these rounds."""
    return set(await connection.scalars(select(rounds.c.practice_id).where(rounds.c.id.in_(round_ids))))


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


async def newest(connection: Connection, practice_id: int) -> Round | None:
    """The round of a practice that was opened or skipped last."""
    found = select(*_ROUND).where(rounds.c.practice_id == practice_id)
    row = (await connection.execute(found.order_by(rounds.c.opened_at.desc(), rounds.c.id.desc()).limit(1))).first()
    return _read(row) if row else None


async def last_by_hand(connection: Connection, practice_id: int) -> date | None:
    """The local day on which somebody last opened a round of this practice by hand."""
    by_hand = (rounds.c.practice_id == practice_id) & rounds.c.slot_on.is_(None) & (rounds.c.state != "skipped")
    opened_on: date | None = await connection.scalar(select(func.max(rounds.c.opened_on)).where(by_hand))
    return opened_on


async def busy_until(connection: Connection, practice_id: int | None = None) -> datetime | None:
    """When the last of all open rounds closes, or that of one practice; None when none is open."""
    still = select(func.max(rounds.c.closes_at)).where(in_state(rounds, "open"))
    here = still if practice_id is None else still.where(rounds.c.practice_id == practice_id)
    closes_at: datetime | None = await connection.scalar(here)
    return closes_at


async def last_opened_on(connection: Connection, practice_id: int) -> date | None:
    """The local day on which a round of this practice last opened."""
    opened = (rounds.c.practice_id == practice_id) & (rounds.c.state != "skipped")
    on: date | None = await connection.scalar(select(func.max(rounds.c.opened_on)).where(opened))
    return on
