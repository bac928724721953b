"""Closed rounds of all practices with their snapshots: what figures of the whole programme are made of."""

from datetime import datetime

from sqlalchemy import Select, case, func, select

from rules.programme_view import ClosedRound
from rules.summary import Figures
from storage.connection import Connection
from storage.dialect import in_state
from storage.tables import rounds, snapshots

#: Of a closed round: closed late, as after an outage, it keeps its own days.
OVER_AT = case((rounds.c.closed_at < rounds.c.closes_at, rounds.c.closed_at), else_=rounds.c.closes_at)
_DAY = func.coalesce(rounds.c.slot_on, rounds.c.opened_on)


async def last(connection: Connection, most: int) -> list[ClosedRound]:
    """The newest closed rounds of each practice, at most so many of one."""
    place = func.row_number().over(partition_by=rounds.c.practice_id, order_by=rounds.c.number.desc())
    ranked = select(rounds.c.id, place.label("place")).where(in_state(rounds, "closed")).subquery()
    return await _read(connection, _held().join(ranked, ranked.c.id == rounds.c.id).where(ranked.c.place <= most))


async def closed_from(connection: Connection, begin: datetime, end: datetime) -> list[ClosedRound]:
    """The rounds that were over at `begin` or later, and before `end` (aware times)."""
    return await _read(connection, _held().where(begin <= OVER_AT, end > OVER_AT))


async def closing_times(connection: Connection) -> list[datetime]:
    """When each closed round was over."""
    return list(await connection.scalars(select(OVER_AT).where(in_state(rounds, "closed"))))


def _held() -> Select[tuple[int, object, object]]:
    columns = (rounds.c.practice_id, _DAY, snapshots.c.figures)
    return select(*columns).join_from(rounds, snapshots, snapshots.c.round_id == rounds.c.id)


async def _read(connection: Connection, found: Select[tuple[int, object, object]]) -> list[ClosedRound]:
    rows = await connection.execute(found.order_by(rounds.c.practice_id, rounds.c.number))
    return [ClosedRound(practice_id, day, Figures.from_json(figures)) for practice_id, day, figures in rows]
