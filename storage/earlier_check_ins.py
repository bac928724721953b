"""How a person's check-ins of before went."""

from typing import Any

from sqlalchemy import select

from rules.greeting import LOOKED_AT, Outcome
from storage.check_ins import CheckIn
from storage.connection import Connection
from storage.tables import answers, check_ins, rounds


async def earlier(connection: Connection, check_in: CheckIn) -> tuple[list[Outcome], bool]:
    """How the person's last check-ins in this practice went, newest first; and whether a round passed since without.

    Only as many as rules.greeting looks at.
    """
    said = answers.c.option.is_not(None) | answers.c.text.is_not(None)
    answered = select(answers.c.id).where(answers.c.check_in_id == check_ins.c.id, said).exists()
    this = select(rounds.c.number).where(rounds.c.id == check_in.round_id).scalar_subquery()
    before = (
        select(answered.label("answered"), check_ins.c.declined_at, (this - rounds.c.number).label("ago"))
        .join_from(check_ins, rounds)
        .where(
            check_ins.c.person_id == check_in.person_id,
            check_ins.c.proxy_id.is_(None),
            rounds.c.practice_id == check_in.practice_id,
            rounds.c.number < this,
        )
        .order_by(rounds.c.number.desc())
        .limit(LOOKED_AT)
    )
    rows = (await connection.execute(before)).all()
    outcomes: list[Outcome] = [_outcome(row) for row in rows]
    return outcomes, bool(rows) and rows[0].ago > 1


def _outcome(row: Any) -> Outcome:
    if row.answered:
        return "answered"
    return "declined" if row.declined_at else "missed"


async def is_first(connection: Connection, check_in: CheckIn) -> bool:
    """Whether its person, who finished it, never finished another for themselves."""
    others = select(check_ins.c.id).where(
        check_ins.c.person_id == check_in.person_id,
        check_ins.c.proxy_id.is_(None),
        check_ins.c.finished_at.is_not(None),
        check_ins.c.id != check_in.id,
    )
    return await connection.scalar(others.limit(1)) is None


async def had_one(connection: Connection, person_id: int) -> bool:
    """Whether this person was ever asked anything, for themselves."""
    mine = select(check_ins.c.id).where(check_ins.c.person_id == person_id, check_ins.c.proxy_id.is_(None))
    return await connection.scalar(mine.limit(1)) is not None
