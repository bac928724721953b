"""Who is counted in a window, and who was in the last one that was looked at: rows that go with the person.

A person counts once, with the newest answer to each question, and only who answered all of them. Who withdrew before
the window closed is not in it.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import ColumnElement, delete, exists, func, insert, or_, select

from programme.form import Question
from programme.model import Programme
from rules.access import Role
from rules.window import SEVERAL, Looked, looked_at
from rules.window_figures import BESIDE, Window, WindowFigures, complete, figures, groups, told_questions
from storage.connection import Connection
from storage.independent import independent, takes_part
from storage.tables import answers, check_ins, people, rounds, window_people, windows

_ANSWERS = (
    answers.join(check_ins, check_ins.c.id == answers.c.check_in_id)
    .join(rounds, rounds.c.id == check_ins.c.round_id)
    .join(people, people.c.id == check_ins.c.person_id)
)
_HELD, _ASKED, _SOMEBODY = rounds.alias("held"), check_ins.alias("asked"), people.alias("somebody")
#: By question (keys): by person the option of their newest answer.
_Chosen = Mapping[str, Mapping[int, str]]


class Look(Struct, frozen=True):
    """What may be told of a window, and who was counted, by group of questions, where it was looked at."""

    figures: WindowFigures
    counted: Mapping[str, Collection[int]]


async def look(
    connection: Connection, window: Window, ended_on: date, programme: Programme, minimum_group: int
) -> Look:
    """What may be told of a window that closes; who is in that is kept, in the place of who was the last time.

    A window is not looked at when beside the last one that was somebody who came or went could be subtracted.
    ended_on: its local day.
    """
    questions = told_questions(programme)
    chosen = await newest_answers(connection, window, questions)
    number, last = await _looked_at_before(connection, window.practice_id)
    counted = {role: complete(chosen, asked) for role, asked in groups(questions).items()}
    seen = looked_at(number, ended_on, counted, last, BESIDE, minimum_group)
    await _keep(connection, window, seen)
    of_them = {
        question.key: [chosen[question.key][person_id] for person_id in seen.get(role, ())]
        for role, asked in groups(questions).items()
        for question in asked
    }
    centrals = [central.key for central in programme.central_questions]
    return Look(figures(of_them, questions, centrals, minimum_group), seen)


async def stayed(
    connection: Connection, then: Sequence[Window], programme: Programme, caregivers: Collection[int]
) -> int:
    """How many of these caregivers answered every central question in the time of those windows as well.

    Whose answers of then are over their term is not known any more, and counts as somebody else.
    """
    questions = groups(told_questions(programme))[Role.CAREGIVER]
    time = replace(then[0], length=then[-1].last - then[0].first + 1)
    return len(complete(await newest_answers(connection, time, questions), questions) & set(caregivers))


async def newest_answers(connection: Connection, window: Window, questions: Sequence[Question]) -> _Chosen:
    """By question (keys): by person who counts in this window the option of their newest answer in it."""
    asked_now = or_(*((answers.c.question == q.key) & (answers.c.question_version == q.version) for q in questions))
    found = (
        select(answers.c.question, check_ins.c.person_id, answers.c.option)
        .select_from(_ANSWERS)
        .where(_in(window), asked_now, answers.c.option.is_not(None))
        .where(*independent(), takes_part(answers.c.role), or_(people.c.is_test.is_(False), ~_in_earnest(window)))
        .order_by(rounds.c.number)
    )
    chosen: dict[str, dict[int, str]] = {question.key: {} for question in questions}
    for question, person_id, option in await connection.execute(found):
        chosen[question][person_id] = option
    return chosen


def _in(window: Window) -> ColumnElement[bool]:
    return (rounds.c.practice_id == window.practice_id) & rounds.c.number.between(window.first, window.last)


def _in_earnest(window: Window) -> ColumnElement[bool]:
    """Somebody is asked who does not only try the bot out."""
    return exists().where(
        _HELD.c.practice_id == window.practice_id,
        _HELD.c.number.between(window.first, window.last),
        _ASKED.c.round_id == _HELD.c.id,
        _SOMEBODY.c.id == _ASKED.c.person_id,
        _SOMEBODY.c.is_test.is_(False),
    )


async def _looked_at_before(connection: Connection, practice_id: int) -> tuple[int, dict[str, Looked]]:
    """The number of the window that closes, and by group the last one that was looked at.

    Who was erased since is a number that is nobody's.
    """
    here = windows.c.practice_id == practice_id
    closed = select(windows.c.counted, windows.c.ended_on).where(here, windows.c.figures.is_not(None))
    history = (await connection.execute(closed.order_by(windows.c.first_number))).all()
    left: dict[str, set[int]] = {}
    kept = select(window_people.c.role, window_people.c.person_id).join_from(window_people, windows)
    for role, person_id in await connection.execute(kept.where(here)):
        left.setdefault(role, set()).add(person_id)
    last = {
        role: Looked(number, _with_the_erased(left.get(role, set()), people_counted), ended_on)
        for number, (counted, ended_on) in enumerate(history, 1)
        for role, people_counted in (counted or {}).items()
    }
    return len(history) + 1, last


def _with_the_erased(left: set[int], number: int) -> set[int]:
    return left | {-gone for gone in range(1, number - len(left) + 1)}


async def _keep(connection: Connection, window: Window, looked_at: Mapping[str, Collection[int]]) -> None:
    here = select(windows.c.id).where(windows.c.practice_id == window.practice_id)
    before = window_people.c.window_id.in_(here) & window_people.c.role.in_([str(role) for role in looked_at])
    await connection.execute(delete(window_people).where(before))
    rows = [
        {"window_id": window.id, "role": str(role), "person_id": person_id}
        for role, ids in looked_at.items()
        for person_id in ids
    ]
    if rows:
        await connection.execute(insert(window_people), rows)


async def answered_before(connection: Connection, first: Mapping[int, int]) -> dict[int, list[int]]:
    """By practice: how many independent caregivers answered in the last closed rounds before a number, oldest first.

    first: by practice the number.
    """
    here = rounds.c.practice_id.in_(first)
    last = select(func.max(_HELD.c.number)).where(_HELD.c.practice_id == rounds.c.practice_id).scalar_subquery()
    answered = (
        select(rounds.c.practice_id, rounds.c.number, func.count(check_ins.c.person_id.distinct()))
        .select_from(_ANSWERS)
        .where(here, rounds.c.number >= last - SEVERAL, answers.c.score.is_not(None))
        .where(answers.c.role == Role.CAREGIVER.value, people.c.is_test.is_(False), *independent())
        .group_by(rounds.c.practice_id, rounds.c.number)
    )
    found = {(row[0], row[1]): row[2] for row in await connection.execute(answered)}
    return {
        practice_id: [found.get((practice_id, n), 0) for n in range(max(number - SEVERAL, 1), number)]
        for practice_id, number in first.items()
    }
