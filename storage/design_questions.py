"""The design questions of a practice, as its coordinators keep them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, null, select, update

from rules.design_question import DesignQuestion
from storage import ordering
from storage.connection import Connection
from storage.tables import design_questions, experiments


def _questions() -> Select[Any]:
    running = (
        select(func.count())
        .where(experiments.c.design_question_id == design_questions.c.id, experiments.c.ended_at.is_(None))
        .correlate(design_questions)
        .scalar_subquery()
    )
    table = design_questions.c
    return select(table.id, table.practice_id, table.text, table.central, running, table.ended_at)


async def running(connection: Connection, practice_id: int) -> list[DesignQuestion]:
    """Those that run, in the practice's own order."""
    found = _questions().where(design_questions.c.practice_id == practice_id, design_questions.c.ended_at.is_(None))
    rows = await connection.execute(found.order_by(design_questions.c.position, design_questions.c.id))
    return [DesignQuestion(*row) for row in rows]


async def ended(connection: Connection, practice_id: int) -> list[DesignQuestion]:
    """Those that ended, and those that have not begun; the newest first."""
    found = _questions().where(design_questions.c.practice_id == practice_id, design_questions.c.ended_at.is_not(None))
    rows = await connection.execute(found.order_by(design_questions.c.ended_at.desc(), design_questions.c.id.desc()))
    return [DesignQuestion(*row) for row in rows]


async def get(connection: Connection, question_id: int) -> DesignQuestion | None:
    """The design question with this id."""
    row = (await connection.execute(_questions().where(design_questions.c.id == question_id))).first()
    return DesignQuestion(*row) if row else None


async def write_down(connection: Connection, practice_id: int, text: str, now: datetime) -> int:
    """A new one, behind the others. It begins when it is tied to a central question. Returns its id."""
    place = await ordering.last(connection, design_questions, design_questions.c.practice_id == practice_id)
    row = {"practice_id": practice_id, "text": text, "central": "", "position": place, "created_at": now}
    added = design_questions.insert().values(**row, ended_at=now).returning(design_questions.c.id)
    return int((await connection.execute(added)).scalar_one())


async def tie(connection: Connection, question_id: int, central: str) -> None:
    """The central question (its key) that it serves. One that had not begun begins."""
    begins = case((design_questions.c.central == "", null()), else_=design_questions.c.ended_at)
    await _set(connection, question_id, central=central, ended_at=begins)


async def arrange(connection: Connection, question_ids: Sequence[int]) -> None:
    """The order of a practice's running design questions."""
    await ordering.arrange(connection, design_questions, question_ids)


async def end(connection: Connection, question_id: int, now: datetime) -> bool:
    """Its experiments are no longer asked about, and stay what they are. Whether it ran until now."""
    one = update(design_questions).where(design_questions.c.id == question_id, design_questions.c.ended_at.is_(None))
    return (await connection.execute(one.values(ended_at=now))).rowcount > 0


async def reopen(connection: Connection, question_id: int) -> bool:
    """It runs again, and its experiments as they were. Whether it had ended."""
    begun = design_questions.c.ended_at.is_not(None) & (design_questions.c.central != "")
    one = update(design_questions).where(design_questions.c.id == question_id, begun)
    return (await connection.execute(one.values(ended_at=None))).rowcount > 0


async def _set(connection: Connection, question_id: int, **values: Any) -> None:
    await connection.execute(update(design_questions).where(design_questions.c.id == question_id).values(**values))
