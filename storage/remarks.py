"""Texts that people let the coordinator read, as far as they were let go."""

from typing import Any

from msgspec import Struct
from sqlalchemy import Select, literal, or_, select

from rules.access import ANSWERING, Role
from rules.remarks import Audience, in_no_order
from storage.connection import Connection
from storage.consents import may_be_read
from storage.tables import answers, check_ins, experiments, people, practices, released_texts, rounds


async def shared(connection: Connection, practice_id: int, audience: Audience) -> dict[Role, list[str]]:
    """By role: the texts that are about no experiment, in an order that tells nothing."""
    found = _released(select(answers.c.role, answers.c.text), practice_id, audience)
    remarks = found.where(answers.c.experiment_id.is_(None), people.c.is_test.is_(False))
    by_role: dict[Role, list[str]] = {role: [] for role in ANSWERING}
    for role, text in await connection.execute(remarks):
        by_role[Role(role)].append(text)
    return {role: in_no_order(texts) for role, texts in by_role.items()}


class Told(Struct, frozen=True):
    """A shared text about an experiment: under which question it was typed."""

    practice: str
    experiment_id: int
    experiment: str
    question: str
    version: int
    text: str


async def about_experiments(
    connection: Connection, practice_id: int, audience: Audience, *, trials: bool
) -> list[Told]:
    """The texts about a practice's experiments, the oldest first. trials: those of test persons as well."""
    told = select(
        practices.c.name,
        experiments.c.id,
        experiments.c.title,
        answers.c.question,
        answers.c.question_version,
        answers.c.text,
    )
    found = (
        _released(told, practice_id, audience)
        .join(experiments, experiments.c.id == answers.c.experiment_id)
        .join(practices, practices.c.id == rounds.c.practice_id)
        .where(or_(people.c.is_test.is_(False), literal(trials)))
        .order_by(rounds.c.number, answers.c.id)
    )
    return [Told(*row) for row in await connection.execute(found)]


def _released(columns: Select[Any], practice_id: int, audience: Audience) -> Select[Any]:
    joined = (
        columns.select_from(released_texts)
        .join(answers, answers.c.id == released_texts.c.answer_id)
        .join(check_ins, check_ins.c.id == answers.c.check_in_id)
        .join(people, people.c.id == check_ins.c.person_id)
        .join(rounds, rounds.c.id == check_ins.c.round_id)
    )
    here = rounds.c.practice_id == practice_id
    let_go = (released_texts.c.audience == audience) & answers.c.text.is_not(None)
    return joined.where(here, let_go, *may_be_read(audience))
