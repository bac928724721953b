"""Letting texts go: once for each closed round, in batches that are stored, so that nothing later changes them.

Computed anew from what is there, a batch would let go exactly one more text when somebody's words go.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import Any, get_args

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select, update

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
_CLOSED = rounds.alias("closed")


async def release(connection: Connection, programme: Programme, minimum_group: int, now: datetime) -> None:
    """Lets go what may be read of every closed round that had no turn yet, the oldest first."""
    is_ours = in_state(rounds, "closed") & rounds.c.released_at.is_(None)
    claimed = update(rounds).where(is_ours).values(released_at=now)
    found = await connection.execute(claimed.returning(rounds.c.practice_id, rounds.c.number, rounds.c.id))
    permissions = [question for form in programme.forms for question in form.questions if question.covers]
    for round_ids in _one_of_each_practice(found.all()) if permissions else ():
        for audience in get_args(Audience):
            rows = await connection.execute(_waiting(round_ids, permissions, audience))
            for round_id, of_round in groupby(rows, key=itemgetter(0)):
                waiting = [Waiting(*row[1:]) for row in of_round]
                await _let_go(connection, round_id, audience, batch(waiting, minimum_group))


def _one_of_each_practice(closed: Iterable[Row[Any]]) -> list[list[int]]:
    """The oldest of these rounds of each practice, then those that closed after them: hardly ever more than the first.

    closed: practice, number and id.
    """
    of_each = [[row[2] for row in mine] for _, mine in groupby(sorted(map(tuple, closed)), key=itemgetter(0))]
    return [[one for one in turn if one is not None] for turn in zip_longest(*of_each)]


def _waiting(round_ids: Sequence[int], permissions: Sequence[Question], audience: Audience) -> Select[Any]:
    """What was written in the practice of each of these rounds until then: the round, and the columns of `Waiting`."""
    is_report = answers.c.experiment_id.is_not(None)
    hides = and_(*independent(), ~may_be_known(audience))
    until = (rounds.c.practice_id == _CLOSED.c.practice_id) & (rounds.c.number <= _CLOSED.c.number)
    return (
        select(_CLOSED.c.id, answers.c.id, check_ins.c.person_id, answers.c.role, is_report, hides)
        .join_from(answers, check_ins)
        .join(people, people.c.id == check_ins.c.person_id)
        .join(rounds, rounds.c.id == check_ins.c.round_id)
        .join(_CLOSED, until)
        .join(_PERMISSION, _PERMISSION.c.check_in_id == answers.c.check_in_id)
        .where(_CLOSED.c.id.in_(round_ids), _is_over())
        .where(answers.c.text.is_not(None), ~is_released(audience), or_(people.c.is_test.is_(False), is_report))
        .where(covered(permissions), *may_be_read(audience), ~went_along())
        .order_by(_CLOSED.c.id, answers.c.id)
    )


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
