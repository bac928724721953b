"""Somebody's own answers over time, as they stand in the check-ins: nothing is kept beside them."""

from collections.abc import Sequence

from sqlalchemy import select

from programme.form import Question
from rules.own_line import OwnAnswer, OwnLine
from storage.connection import Connection
from storage.tables import answers, check_ins, rounds


async def of_person(connection: Connection, person_id: int, asked: Sequence[Question]) -> list[OwnLine]:
    """The person's own answers to these scales as they are asked now, of all rounds."""
    found = (
        select(answers.c.question, answers.c.question_version, rounds.c.opened_on, answers.c.option, answers.c.score)
        .join_from(answers, check_ins)
        .join(rounds, rounds.c.id == check_ins.c.round_id)
        .where(check_ins.c.person_id == person_id, check_ins.c.proxy_id.is_(None), answers.c.score.is_not(None))
        .order_by(rounds.c.opened_on, rounds.c.id)
    )
    rows = (await connection.execute(found)).all()
    return [
        OwnLine(str(one.central), one.key, [OwnAnswer(*row[2:]) for row in rows if row[:2] == (one.key, one.version)])
        for one in asked
    ]
