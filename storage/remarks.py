"""Texts that people let the coordinator read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, literal, or_, select

from programme.model import Programme, Question
from rules.access import ANSWERING, Role
from rules.remarks import Remark
from storage.connection import Connection
from storage.consents import gives_texts_to_research, lets_texts_be_read
from storage.tables import answers, check_ins, experiments, people, practices, rounds

_PERMISSION = answers.alias("permission")


async def shared(
    connection: Connection, practice_id: int, programme: Programme, *, in_a_file: bool = False
) -> dict[Role, list[list[Remark]]]:
    """By role: the shared texts that are about no experiment, by closed round, the oldest first.

    On behalf of somebody: they count for who typed them. in_a_file: only of who consented to research.
    """
    permissions = _permissions(programme)
    about_experiments = {q.key for form in programme.forms for q in form.questions if q.per_experiment}
    if not permissions:
        return {}
    found = (
        select(rounds.c.number, answers.c.role, check_ins.c.person_id, answers.c.text)
        .join_from(answers, check_ins)
        .join(people, people.c.id == check_ins.c.person_id)
        .join(rounds, rounds.c.id == check_ins.c.round_id)
        .join(_PERMISSION, _PERMISSION.c.check_in_id == answers.c.check_in_id)
        .where(
            *_closed_texts(practice_id),
            people.c.is_test.is_(False),
            answers.c.question.not_in(about_experiments),
            *_may_be_read(permissions, in_a_file=in_a_file),
        )
        .order_by(rounds.c.number, answers.c.id)
    )
    by_role: dict[Role, dict[int, list[Remark]]] = {role: {} for role in ANSWERING}
    for number, role, person_id, text in await connection.execute(found):
        by_role[Role(role)].setdefault(number, []).append(Remark(person_id, text))
    return {role: list(by_round.values()) for role, by_round in by_role.items()}


@dataclass(frozen=True, slots=True)
class Told:
    """A shared text about an experiment: under which question it was typed."""

    practice: str
    experiment_id: int
    experiment: str
    question: str
    version: int
    text: str


async def about_experiments(
    connection: Connection, practice_id: int, programme: Programme, *, trials: bool, in_a_file: bool = False
) -> list[Told]:
    """The shared texts of a practice's closed rounds about its experiments, the oldest first.

    trials: those of test persons as well. in_a_file: only of who consented to research.
    """
    permissions = _permissions(programme)
    if not permissions:
        return []
    found = (
        select(
            practices.c.name,
            experiments.c.id,
            experiments.c.title,
            answers.c.question,
            answers.c.question_version,
            answers.c.text,
        )
        .join_from(answers, experiments)
        .join(rounds, rounds.c.id == answers.c.round_id)
        .join(practices, practices.c.id == rounds.c.practice_id)
        .join(check_ins, check_ins.c.id == answers.c.check_in_id)
        .join(people, people.c.id == check_ins.c.person_id)
        .join(_PERMISSION, _PERMISSION.c.check_in_id == answers.c.check_in_id)
        .where(*_closed_texts(practice_id), or_(people.c.is_test.is_(False), literal(trials)))
        .where(*_may_be_read(permissions, in_a_file=in_a_file))
        .order_by(rounds.c.number, answers.c.id)
    )
    return [Told(*row) for row in await connection.execute(found)]


def _permissions(programme: Programme) -> list[Question]:
    return [question for form in programme.forms for question in form.questions if question.covers]


def _closed_texts(practice_id: int) -> tuple[ColumnElement[bool], ...]:
    is_closed = rounds.c.state == "closed"
    return rounds.c.practice_id == practice_id, is_closed, answers.c.text.is_not(None)


def _may_be_read(permissions: Sequence[Question], *, in_a_file: bool) -> list[ColumnElement[bool]]:
    """The yes to this text, and what was chosen in `/privacy` for all of them."""
    given = [covered(permissions), lets_texts_be_read()]
    return [*given, gives_texts_to_research()] if in_a_file else given


def covered(permissions: Sequence[Question]) -> ColumnElement[bool]:
    """Of `answers` beside a permission in the same check-in: it says yes, and is about this text."""
    said_yes = _PERMISSION.c.option == "yes"
    about = [and_(_PERMISSION.c.question == one.key, answers.c.question.in_(one.covers)) for one in permissions]
    return and_(said_yes, or_(*about))
