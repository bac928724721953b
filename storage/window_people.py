"""Who is counted in a window, and who was where a question was last told: rows that go with the person.

A person counts once, with the newest answer to each question. Who withdrew before the window closed is not in it.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, delete, exists, func, insert, or_, select

from programme.model import Programme, Question
from rules.access import Role
from rules.window import SEVERAL, comparable
from rules.window_figures import Window, WindowFigures, counted, figures, told_questions, without
from storage.connection import Connection
from storage.independent import independent, takes_part
from storage.tables import answers, check_ins, people, rounds, window_people, windows

_ANSWERS = (
    answers.join(check_ins, check_ins.c.id == answers.c.check_in_id)
    .join(rounds, rounds.c.id == check_ins.c.round_id)
    .join(people, people.c.id == check_ins.c.person_id)
)
#: By question (keys): by person the option of their newest answer.
_Chosen = Mapping[str, Mapping[int, str]]


async def tell(connection: Connection, window: Window, programme: Programme, minimum_group: int) -> WindowFigures:
    """What may be told of a window that closes; who is in that is kept, in the place of who was the last time.

    A question waits when beside what was last told of it one could subtract somebody who came or went.
    """
    questions = told_questions(programme)
    centrals = [central.key for central in programme.central_questions]
    chosen = await newest_answers(connection, window, questions)
    last = await _counted_last(connection, window.practice_id, questions)
    by_itself = figures({key: list(one.values()) for key, one in chosen.items()}, questions, centrals, minimum_group)
    found = without(by_itself, [q for q in questions if not comparable(last[q.key], chosen[q.key].keys())])
    await _keep(connection, window, {q.key: chosen[q.key] for q in questions if counted(found, q)})
    return found


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
    held, asked, somebody = rounds.alias(), check_ins.alias(), people.alias()
    return exists().where(
        held.c.practice_id == window.practice_id,
        held.c.number.between(window.first, window.last),
        asked.c.round_id == held.c.id,
        somebody.c.id == asked.c.person_id,
        somebody.c.is_test.is_(False),
    )


async def _counted_last(
    connection: Connection, practice_id: int, questions: Sequence[Question]
) -> Mapping[str, set[int]]:
    """By question who was counted where it was last told. Who was erased since is a number that is nobody's."""
    told_before = (windows.c.practice_id == practice_id) & windows.c.figures.is_not(None)
    frozen = await connection.scalars(select(windows.c.figures).where(told_before).order_by(windows.c.first_number))
    history = [WindowFigures.from_json(stored) for stored in frozen]
    numbers = {q.key: [n for each in history if (n := counted(each, q))][-1:] for q in questions}
    left: dict[str, set[int]] = {question.key: set() for question in questions}
    kept = select(window_people.c.question, window_people.c.person_id).join_from(window_people, windows)
    for question, person_id in await connection.execute(kept.where(windows.c.practice_id == practice_id)):
        left.setdefault(question, set()).add(person_id)
    return {key: left[key] | {-gone for gone in range(1, sum(n) - len(left[key]) + 1)} for key, n in numbers.items()}


async def _keep(connection: Connection, window: Window, told_now: _Chosen) -> None:
    here = select(windows.c.id).where(windows.c.practice_id == window.practice_id)
    before = window_people.c.window_id.in_(here) & window_people.c.question.in_(told_now.keys())
    await connection.execute(delete(window_people).where(before))
    rows = [
        {"window_id": window.id, "question": question, "person_id": person_id}
        for question, chosen in told_now.items()
        for person_id in chosen
    ]
    if rows:
        await connection.execute(insert(window_people), rows)


async def answered_before(connection: Connection, first: Mapping[int, int]) -> dict[int, list[int]]:
    """By practice: how many independent caregivers answered in the last closed rounds before a number, oldest first.

    first: by practice the number.
    """
    here, newest = rounds.c.practice_id.in_(first), rounds.alias()
    last = select(func.max(newest.c.number)).where(newest.c.practice_id == rounds.c.practice_id).scalar_subquery()
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
