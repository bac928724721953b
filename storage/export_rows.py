"""What an export reads: closed rounds, as they were frozen."""

from datetime import date, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import select

from rules.summary import Figures
from storage.closed_rounds import OVER_AT
from storage.connection import Connection
from storage.tables import practices, rounds, snapshots


class ClosedRound(Struct, frozen=True):
    """A closed round of a practice with its frozen figures. Dates are local; over_at is an aware UTC time."""

    id: int
    practice: str
    practice_id: int
    number: int
    opened_on: date
    over_at: datetime
    figures: Figures


async def closed_rounds(connection: Connection, practice_id: int | None, since: datetime | None) -> list[ClosedRound]:
    """Of one practice or of all, over since then: by practice, the oldest first."""
    found = (
        select(
            rounds.c.id,
            practices.c.name,
            rounds.c.practice_id,
            rounds.c.number,
            rounds.c.opened_on,
            OVER_AT.label("over_at"),
            snapshots.c.figures,
        )
        .join_from(rounds, practices)
        .join(snapshots, snapshots.c.round_id == rounds.c.id)
        .order_by(practices.c.name, rounds.c.number)
    )
    if practice_id is not None:
        found = found.where(rounds.c.practice_id == practice_id)
    if since is not None:
        found = found.where(since <= OVER_AT)
    return [_closed_round(row) for row in await connection.execute(found)]


def _closed_round(row: Any) -> ClosedRound:
    figures = Figures.from_json(row.figures)
    return ClosedRound(row.id, row.name, row.practice_id, row.number, row.opened_on, row.over_at, figures)
