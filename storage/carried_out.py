"""What a practice carried out: its design questions with the experiments for them, from beginning to end."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from msgspec import Struct
from sqlalchemy import func, select

from rules.learning import StatusSince
from storage import experiment_statuses
from storage.connection import Connection
from storage.tables import design_questions, experience_cards, experiments


class Tried(Struct, frozen=True):
    """An experiment (id). status: as last reported, in the practice's name, since when. Times are aware UTC.

    ended_at: None for one that the desk has not ended. result: what came of it, as a coordinator wrote it on its card;
    empty when nobody did.
    """

    id: int
    title: str
    status: str | None
    status_since: datetime | None
    begun_at: datetime
    ended_at: datetime | None
    result: str


class CarriedOut(Struct, frozen=True):
    """A design question for a central question (key), with its experiments in the practice's own order."""

    text: str
    central: str
    experiments: tuple[Tried, ...]


async def of_practice(connection: Connection, practice_id: int) -> list[CarriedOut]:
    """Every design question that ever began. With a design question its experiments end as well."""
    question, one = design_questions.c, experiments.c
    ended_at = func.coalesce(one.ended_at, question.ended_at).label("over_at")
    found = (
        select(question.id, question.text, question.central, one.id.label("experiment_id"), one.title, one.status)
        .add_columns(one.reported_at, one.created_at, ended_at, experience_cards.c.fields)
        .join_from(design_questions, experiments, isouter=True)
        .outerjoin(experience_cards, experience_cards.c.experiment_id == one.id)
        .where(question.practice_id == practice_id, question.central != "")
        .order_by(question.position, question.id, one.position, one.id)
    )
    rows = (await connection.execute(found)).all()
    ids = [row.experiment_id for row in rows if row.experiment_id is not None]
    since = {key: held[-1] for key, held in (await experiment_statuses.history(connection, ids)).items()}
    return [_carried_out(list(under), since) for _, under in groupby(rows, key=lambda row: row.id)]


def _carried_out(rows: Sequence[Any], since: Mapping[int, StatusSince]) -> CarriedOut:
    """rows: of one design question, an experiment each; one without any when it has none."""
    tried = (_tried(row, since.get(row.experiment_id)) for row in rows if row.experiment_id is not None)
    return CarriedOut(rows[0].text, rows[0].central, tuple(tried))


def _tried(row: Any, last: StatusSince | None) -> Tried:
    since = last.since if last and last.status == row.status else row.reported_at
    result = (row.fields or {}).get("result", "")
    return Tried(row.experiment_id, row.title, row.status, since, row.created_at, row.over_at, result)
