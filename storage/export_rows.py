"""What an export reads: closed rounds, and their answers one round at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from rules.summary import Figures
from storage.connection import Connection
from storage.tables import answers, check_ins, experiments, people, practices, rounds, snapshots


@dataclass(frozen=True, slots=True)
class ClosedRound:
    """A closed round of a practice with its frozen figures. Dates are local; closed_at is an aware UTC time."""

    id: int
    practice: str
    practice_id: int
    number: int
    opened_on: date
    closed_at: datetime
    figures: Figures


class GivenAnswer(NamedTuple):
    """A chosen answer, by whom it is about: a person, or somebody on whose behalf that person answered."""

    person_id: int
    proxy_id: int | None
    role: str
    question: str
    version: int
    experiment: str | None
    score: int | None
    option: str | None


async def closed_rounds(connection: Connection, practice_id: int | None, since: datetime | None) -> list[ClosedRound]:
    """Of one practice or of all, closed since then: by practice, the oldest first."""
    found = (
        select(
            rounds.c.id,
            practices.c.name,
            rounds.c.practice_id,
            rounds.c.number,
            rounds.c.opened_on,
            rounds.c.closed_at,
            snapshots.c.figures,
        )
        .join_from(rounds, practices)
        .join(snapshots, snapshots.c.round_id == rounds.c.id)
        .order_by(practices.c.name, rounds.c.number)
    )
    if practice_id is not None:
        found = found.where(rounds.c.practice_id == practice_id)
    if since is not None:
        found = found.where(rounds.c.closed_at >= since)
    return [_closed_round(row) for row in await connection.execute(found)]


def _closed_round(row: Any) -> ClosedRound:
    figures = Figures.from_json(row.figures)
    return ClosedRound(row.id, row.name, row.practice_id, row.number, row.opened_on, row.closed_at, figures)


async def answers_of(connection: Connection, round_id: int, questions: Sequence[str]) -> list[GivenAnswer]:
    """What was chosen in a round, of these questions; never by a test person, and nothing that was skipped."""
    found = (
        select(
            check_ins.c.person_id,
            check_ins.c.proxy_id,
            answers.c.role,
            answers.c.question,
            answers.c.question_version,
            experiments.c.title,
            answers.c.score,
            answers.c.option,
        )
        .join_from(answers, check_ins)
        .join(people, people.c.id == check_ins.c.person_id)
        .join(experiments, experiments.c.id == answers.c.experiment_id, isouter=True)
        .where(
            answers.c.round_id == round_id,
            answers.c.question.in_(questions),
            or_(answers.c.option.is_not(None), answers.c.score.is_not(None)),
            people.c.is_test.is_(False),
        )
    )
    return [GivenAnswer(*row) for row in await connection.execute(found)]
