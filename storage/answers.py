"""The answers of a check-in: written down, revised, and in which messages they were typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import delete, or_, select

from rules.check_in import Given, Step, outdated_by, score
from storage import publications
from storage.check_ins import CheckIn
from storage.connection import Connection
from storage.dialect import built_once
from storage.tables import answers, check_ins
from storage.unit_of_work import later


def _or_revised(insert: Any) -> Any:
    revised = ("question_version", "option", "score", "text", "message_id", "parts", "answered_at")
    return insert.on_conflict_do_update(
        index_elements=["check_in_id", "step"], set_={name: insert.excluded[name] for name in revised}
    )


_ANSWER = built_once(_or_revised, answers)


async def write(
    connection: Connection,
    check_in: CheckIn,
    step: Step,
    given: Given,
    now: datetime,
    typed_in: Mapping[int, str] | None = None,
) -> None:
    """Writes an answer down, or its revision; what was asked because of the old one is asked again.

    typed_in: when the answer was typed, the words of each of the person's own messages, by message id.
    """
    before = check_in.answers.get(step.key)
    if before != given:
        await _drop(connection, check_in.id, outdated_by(step, check_in.steps, check_in.answers))
    if before and before.text and before.text != given.text:
        await publications.take_back(connection, check_in.id, step.key)
    row = {
        "check_in_id": check_in.id,
        "step": step.key,
        "round_id": check_in.round_id,
        "role": step.role,
        "question": step.question.key,
        "experiment_id": step.experiment_id,
        "question_version": step.question.version,
        "option": given.option,
        "score": score(step.question, given),
        "text": given.text,
        "message_id": max(typed_in) if typed_in else None,
        "parts": [[key, words] for key, words in typed_in.items()] if typed_in and len(typed_in) > 1 else None,
        "answered_at": now,
    }
    await later(connection, _ANSWER(connection), row)


async def _drop(connection: Connection, check_in_id: int, keys: set[str]) -> None:
    if keys:
        await connection.execute(delete(answers).where(answers.c.check_in_id == check_in_id, answers.c.step.in_(keys)))


async def last_typed(connection: Connection, check_in_id: int) -> str | None:
    """The step key of the newest answer that was typed in this check-in."""
    typed = select(answers.c.step).where(answers.c.check_in_id == check_in_id, answers.c.message_id.is_not(None))
    found: str | None = await connection.scalar(typed.order_by(answers.c.message_id.desc()).limit(1))
    return found


class Typed(Struct, frozen=True):
    """An answer that was typed: in which of the person's own messages (message id to words, in order)."""

    check_in_id: int
    step: str
    messages: Mapping[int, str]


async def typed_for(connection: Connection, check_in_id: int, step: str) -> Typed | None:
    """The typed answer to this step."""
    found = _TYPED.where(answers.c.check_in_id == check_in_id, answers.c.step == step)
    row = (await connection.execute(found)).first()
    return _typed(row) if row else None


async def typed_in(connection: Connection, person_id: int, message_id: int) -> Typed | None:
    """The answer this person typed in that message of theirs, if only in part."""
    mine = _TYPED.join(check_ins, check_ins.c.id == answers.c.check_in_id).where(
        check_ins.c.person_id == person_id,
        or_(answers.c.message_id == message_id, answers.c.parts.is_not(None)),
    )
    found = (_typed(row) for row in await connection.execute(mine.order_by(answers.c.id.desc())))
    return next((typed for typed in found if message_id in typed.messages), None)


_TYPED = select(answers.c.check_in_id, answers.c.step, answers.c.message_id, answers.c.text, answers.c.parts).where(
    answers.c.message_id.is_not(None)
)


def _typed(row: Any) -> Typed:
    parts = row.parts or [[row.message_id, row.text or ""]]
    return Typed(row.check_in_id, row.step, dict(parts))
