"""What coordinators recommend to other practices, and where it was taken over."""

from typing import Any

from msgspec import Struct
from sqlalchemy import Select, func, select

from storage.connection import Connection
from storage.dialect import insert
from storage.tables import design_questions, experiments, practices, takeovers


class Recommended(Struct, frozen=True):
    """A recommended experiment. central: its central question's key. readiness: 1 to 10; None: not said."""

    experiment_id: int
    title: str
    practice_id: int
    practice: str
    central: str
    readiness: int | None


class Spread(Struct, frozen=True):
    """An experiment (id) of one practice that another took over, with the title it has there."""

    from_id: int
    practice: str
    title: str
    taken_by: str
    taken_as: str


_RECOMMENDED = (
    select(
        experiments.c.id,
        experiments.c.title,
        practices.c.id,
        practices.c.name,
        design_questions.c.central,
        experiments.c.readiness,
    )
    .join_from(experiments, design_questions)
    .join(practices, practices.c.id == design_questions.c.practice_id)
    .where(experiments.c.recommended_at.is_not(None), practices.c.closed_at.is_(None))
)


async def recommended(connection: Connection, central: str, but_not: int) -> list[Recommended]:
    """Under this central question, by other practices than this one: what is most ready first."""
    elsewhere = _RECOMMENDED.where(design_questions.c.central == central, practices.c.id != but_not)
    ready_first = elsewhere.order_by(func.coalesce(experiments.c.readiness, 0).desc(), experiments.c.id)
    return [Recommended(*row) for row in await connection.execute(ready_first)]


async def get(connection: Connection, experiment_id: int) -> Recommended | None:
    """One, as long as it is recommended."""
    row = (await connection.execute(_RECOMMENDED.where(experiments.c.id == experiment_id))).first()
    return Recommended(*row) if row else None


async def take_over(connection: Connection, experiment_id: int, from_id: int) -> None:
    """Keeps where an experiment came from; the first word counts."""
    row = insert(connection, takeovers).values(experiment_id=experiment_id, from_id=from_id)
    await connection.execute(row.on_conflict_do_nothing())


async def spread(connection: Connection) -> list[Spread]:
    """Every experiment that was taken over, by the practice it came from."""
    return [Spread(*row) for row in await connection.execute(_spread())]


def _spread() -> Select[Any]:
    taken, there, taker = experiments.alias(), design_questions.alias(), practices.alias()
    return (
        select(experiments.c.id, practices.c.name, experiments.c.title, taker.c.name, taken.c.title)
        .join_from(takeovers, experiments, experiments.c.id == takeovers.c.from_id)
        .join(design_questions, design_questions.c.id == experiments.c.design_question_id)
        .join(practices, practices.c.id == design_questions.c.practice_id)
        .join(taken, taken.c.id == takeovers.c.experiment_id)
        .join(there, there.c.id == taken.c.design_question_id)
        .join(taker, taker.c.id == there.c.practice_id)
        .order_by(practices.c.name, experiments.c.id, taker.c.name, taken.c.id)
    )
