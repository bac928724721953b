"""Check-ins and the answers in them: one person's part in a round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from programme.model import Form, Programme
from rules.check_in import Given, Step, outdated_by, score, steps
from storage.connection import Connection
from storage.dialect import built_once, in_state
from storage.tables import answers, check_in_experiments, check_ins, experiments, memberships, practices, rounds

#: `looking_at` when the list of given answers is shown.
OVERVIEW = "overview"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A check-in with its answers so far.

    walk: its possible steps. experiments: title by id. version: counts the changes.
    shown_step: what the person last saw in message `message_id`. Times are aware UTC, `opened_on` is local.
    """

    id: int
    person_id: int
    round_id: int
    practice_id: int
    practice: str
    opened_on: date
    closes_at: datetime
    is_open: bool
    version: int
    looking_at: str | None
    message_id: int | None
    shown_step: str | None
    walk: Sequence[Step]
    answers: Mapping[str, Given]
    experiments: Mapping[int, str]


_CHECK_IN = (
    select(
        check_ins,
        rounds.c.practice_id,
        rounds.c.opened_on,
        rounds.c.closes_at,
        rounds.c.state,
        practices.c.name,
    )
    .join_from(check_ins, rounds)
    .join(practices, practices.c.id == rounds.c.practice_id)
)


_BY_ID = _CHECK_IN.where(check_ins.c.id == bindparam("check_in"))


async def get(connection: Connection, check_in_id: int, programme: Programme) -> CheckIn | None:
    """A check-in by its id, of an open or a closed round."""
    row = (await connection.execute(_BY_ID, {"check_in": check_in_id})).mappings().first()
    return await _with_answers(connection, row, programme) if row else None


async def open_of(connection: Connection, person_id: int, programme: Programme) -> CheckIn | None:
    """The check-in of this person in a round that is open now, of the practice the person belongs to."""
    own = select(memberships.c.practice_id).where(
        memberships.c.person_id == person_id, memberships.c.left_at.is_(None), memberships.c.practice_id.is_not(None)
    )
    mine = _CHECK_IN.where(check_ins.c.person_id == person_id, in_state(rounds, "open"), rounds.c.practice_id.in_(own))
    row = (await connection.execute(mine)).mappings().first()
    return await _with_answers(connection, row, programme) if row else None


async def _with_answers(connection: Connection, row: Mapping[Any, Any], programme: Programme) -> CheckIn:
    titles = await _experiments(connection, row["id"]) if row["as_participant"] else {}
    return CheckIn(
        id=row["id"],
        person_id=row["person_id"],
        round_id=row["round_id"],
        practice_id=row["practice_id"],
        practice=row["name"],
        opened_on=row["opened_on"],
        closes_at=row["closes_at"],
        is_open=row["state"] == "open",
        version=row["version"],
        looking_at=row["looking_at"],
        message_id=row["message_id"],
        shown_step=row["shown_step"],
        walk=steps(_forms(row, programme), list(titles)),
        answers=await _answers(connection, row["id"]),
        experiments=titles,
    )


def _forms(row: Mapping[Any, Any], programme: Programme) -> list[Form]:
    caregiver = programme.form("caregiver") if row["as_caregiver"] else None
    participant = programme.form("participant") if row["as_participant"] else None
    return [form for form in (caregiver, participant) if form]


async def _experiments(connection: Connection, check_in_id: int) -> dict[int, str]:
    rows = await connection.execute(
        select(experiments.c.id, experiments.c.title)
        .join_from(check_in_experiments, experiments)
        .where(check_in_experiments.c.check_in_id == check_in_id)
        .order_by(check_in_experiments.c.position)
    )
    return {row.id: row.title for row in rows}


_GIVEN = select(answers.c.step, answers.c.option, answers.c.text).where(answers.c.check_in_id == bindparam("check_in"))


async def _answers(connection: Connection, check_in_id: int) -> dict[str, Given]:
    rows = await connection.execute(_GIVEN, {"check_in": check_in_id})
    return {row[0]: Given(row[1], row[2]) for row in rows}


def _or_revised(insert: Any) -> Any:
    revised = ("question_version", "option", "score", "text", "message_id", "answered_at")
    return insert.on_conflict_do_update(
        index_elements=["check_in_id", "step"], set_={name: insert.excluded[name] for name in revised}
    )


_ANSWER = built_once(_or_revised, answers)


async def answer(
    connection: Connection,
    check_in: CheckIn,
    step: Step,
    given: Given,
    now: datetime,
    message_id: int | None = None,
) -> None:
    """Writes an answer down, or its revision; what was asked because of the old one is asked again.

    message_id: of the person's own message, when the answer was typed.
    """
    if check_in.answers.get(step.key) != given:
        await _drop(connection, check_in.id, outdated_by(step, check_in.walk, check_in.answers))
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
        "message_id": message_id,
        "answered_at": now,
    }
    await connection.execute(_ANSWER(connection), row)


async def _drop(connection: Connection, check_in_id: int, keys: set[str]) -> None:
    if keys:
        await connection.execute(delete(answers).where(answers.c.check_in_id == check_in_id, answers.c.step.in_(keys)))


_TURN = (
    update(check_ins)
    .where(check_ins.c.id == bindparam("check_in"))
    .values(looking_at=bindparam("at"), finished_at=bindparam("finished"), version=bindparam("next_version"))
)


async def turn_to(
    connection: Connection, check_in: CheckIn, looking_at: str | None, finished_at: datetime | None = None
) -> None:
    """What the person looks at now: a step looked back at, OVERVIEW, or None for where the answers lead."""
    turned = {
        "check_in": check_in.id,
        "at": looking_at,
        "finished": finished_at,
        "next_version": check_in.version + 1,
    }
    await connection.execute(_TURN, turned)


_SHOWN = (
    update(check_ins)
    .where(check_ins.c.id == bindparam("check_in"))
    .values(message_id=bindparam("message"), shown_step=bindparam("at"))
)


async def shown(connection: Connection, check_in_id: int, message_id: int, step: str | None) -> None:
    """This message now shows this step (None: nothing that can be answered by typing)."""
    await shown_all(connection, [(check_in_id, message_id, step)])


async def shown_all(connection: Connection, seen: Sequence[tuple[int, int, str | None]]) -> None:
    """The same for many: (check-in id, message id, step key)."""
    if seen:
        values = [{"check_in": check_in, "message": message, "at": step} for check_in, message, step in seen]
        await connection.execute(_SHOWN, values)


async def last_typed(connection: Connection, check_in_id: int) -> str | None:
    """The step key of the newest answer that was typed in this check-in."""
    typed = select(answers.c.step).where(answers.c.check_in_id == check_in_id, answers.c.message_id.is_not(None))
    found: str | None = await connection.scalar(typed.order_by(answers.c.message_id.desc()).limit(1))
    return found


async def answer_typed_in(connection: Connection, person_id: int, message_id: int) -> tuple[int, str] | None:
    """(check-in id, step key) of the answer this person typed in that message of theirs."""
    typed = (
        select(answers.c.check_in_id, answers.c.step)
        .join_from(answers, check_ins)
        .where(check_ins.c.person_id == person_id, answers.c.message_id == message_id)
    )
    row = (await connection.execute(typed)).first()
    return (row[0], row[1]) if row else None
