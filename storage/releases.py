"""Letting texts go: once for each closed round, in batches that are stored, so that nothing later changes them.

Computed anew from what is there, a batch would let go exactly one more text when somebody's words go.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import ColumnElement, Row, and_, or_, select, update

from programme.form import Question
from programme.model import Programme
from rules.remarks import Audience, Waiting, batch
from storage.connection import Connection
from storage.consents import may_be_read
from storage.dialect import in_state, insert
from storage.independent import independent
from storage.released_texts import is_released, may_be_known, went_along
from storage.tables import answers, check_ins, people, released_texts, rounds

_PERMISSION = answers.alias("permission")


async def release(connection: Connection, programme: Programme, minimum_group: int, now: datetime) -> None:
    """Lets go what may be read of every closed round that had no turn yet, the oldest first."""
    is_ours = in_state(rounds, "closed") & rounds.c.released_at.is_(None)
    claimed = update(rounds).where(is_ours).values(released_at=now)
    found = await connection.execute(claimed.returning(rounds.c.id, rounds.c.practice_id, rounds.c.number))
    for closed in sorted(found.all(), key=lambda one: (one.practice_id, one.number)):
        for audience in get_args(Audience):
            waiting = await _waiting(connection, closed, programme, audience)
            await _let_go(connection, closed.id, audience, batch(waiting, minimum_group))


async def _waiting(connection: Connection, closed: Row[Any], programme: Programme, audience: Audience) -> list[Waiting]:
    """What was written until then."""
    permissions = [question for form in programme.forms for question in form.questions if question.covers]
    if not permissions:
        return []
    is_report = answers.c.experiment_id.is_not(None)
    hides = and_(*independent(), ~may_be_known(audience))
    found = (
        select(answers.c.id, check_ins.c.person_id, answers.c.role, is_report, hides)
        .join_from(answers, check_ins)
        .join(people, people.c.id == check_ins.c.person_id)
        .join(rounds, rounds.c.id == check_ins.c.round_id)
        .join(_PERMISSION, _PERMISSION.c.check_in_id == answers.c.check_in_id)
        .where(rounds.c.practice_id == closed.practice_id, rounds.c.number <= closed.number, _is_over())
        .where(answers.c.text.is_not(None), ~is_released(audience), or_(people.c.is_test.is_(False), is_report))
        .where(covered(permissions), *may_be_read(audience), ~went_along())
        .order_by(answers.c.id)
    )
    return [Waiting(*row) for row in await connection.execute(found)]


def _is_over() -> ColumnElement[bool]:
    return rounds.c.state == "closed"


def covered(permissions: Sequence[Question]) -> ColumnElement[bool]:
    """Of `answers` beside a permission in the same check-in: it says yes, and is about this text."""
    said_yes = _PERMISSION.c.option == "yes"
    about = [and_(_PERMISSION.c.question == one.key, answers.c.question.in_(one.covers)) for one in permissions]
    return and_(said_yes, or_(*about))


async def _let_go(connection: Connection, round_id: int, audience: Audience, answer_ids: Sequence[int]) -> None:
    rows = [{"answer_id": one, "audience": audience, "round_id": round_id} for one in answer_ids]
    if rows:
        await connection.execute(insert(connection, released_texts).on_conflict_do_nothing(), rows)
