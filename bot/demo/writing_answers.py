"""Writes many filled-in check-ins at once: a few statements, where one by one would be thousands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import bindparam, insert, select, update

from bot.demo.bulk import write_rows
from rules.check_in import Given, Step, score
from storage.connection import Connection
from storage.tables import answers, check_ins, experiment_members, experiments, memberships


class FilledIn(Struct, frozen=True):
    """One person's check-in, with everything they answered in it and when."""

    check_in_id: int
    round_id: int
    person_id: int
    at: datetime
    given: Sequence[tuple[Step, Given]]


async def write(connection: Connection, filled: Sequence[FilledIn]) -> None:
    """Leaves the database as `check_ins.answer` and `experiments.report` would have."""
    in_order = sorted(filled, key=lambda one: one.at)
    await write_rows(connection, insert(answers), [_row(one, *pair) for one in in_order for pair in one.given])
    await write_rows(connection, _FINISH, [{"check_in": one.check_in_id, "at": one.at} for one in in_order])
    reports = [report for one in in_order for report in _reports(one)]
    await write_rows(connection, _STATUS, reports)
    await write_rows(connection, _REPORTED, reports)


_FINISH = update(check_ins).where(check_ins.c.id == bindparam("check_in")).values(finished_at=bindparam("at"))
_STATUS = (
    update(experiments)
    .where(experiments.c.id == bindparam("experiment"))
    .values(status=bindparam("said"), reported_at=bindparam("at"))
)
_REPORTED = (
    update(experiment_members)
    .where(
        experiment_members.c.experiment_id == bindparam("experiment"),
        experiment_members.c.membership_id.in_(
            select(memberships.c.id).where(memberships.c.person_id == bindparam("person"))
        ),
    )
    .values(reported_at=bindparam("at"))
)


def _row(one: FilledIn, step: Step, given: Given) -> dict[str, Any]:
    return {
        "check_in_id": one.check_in_id,
        "step": step.key,
        "round_id": one.round_id,
        "role": step.role,
        "question": step.question.key,
        "question_version": step.question.version,
        "experiment_id": step.experiment_id,
        "option": given.option,
        "text": given.text,
        "score": score(step.question, given),
        "answered_at": one.at,
    }


def _reports(one: FilledIn) -> list[dict[str, Any]]:
    return [
        {"experiment": step.experiment_id, "person": one.person_id, "said": given.option, "at": one.at}
        for step, given in one.given
        if step.experiment_id is not None and given.option
    ]
