"""The figures of rounds, counted in the database; and the snapshots in which they are frozen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, case, exists, func, literal_column, or_, select

from rules.access import ANSWERING, Role
from rules.progress import Progress, Standing
from rules.summary import Figures, Response, RoundFigures
from storage import experiments, themes
from storage.closed_rounds import OVER_AT
from storage.connection import Connection
from storage.dialect import insert
from storage.prompts import is_unfinished
from storage.tables import answers, check_ins, people, rounds, snapshots


async def freeze(connection: Connection, round_ids: Sequence[int], now: datetime) -> None:
    """Keeps the figures of closed rounds as they are now, for good."""
    counted = await count(connection, round_ids)
    rows = [{"round_id": key, "figures": value.as_json(), "frozen_at": now} for key, value in counted.items()]
    if rows:
        await connection.execute(
            insert(connection, snapshots).on_conflict_do_nothing(index_elements=["round_id"]), rows
        )


async def snapshot(connection: Connection, round_id: int) -> Figures | None:
    """The frozen figures of a closed round."""
    stored = await connection.scalar(select(snapshots.c.figures).where(snapshots.c.round_id == round_id))
    return Figures.from_json(stored) if stored else None


async def last(connection: Connection, practice_id: int, most: int) -> list[RoundFigures]:
    """The frozen figures of a practice's last closed rounds, so many at most, oldest first."""
    found = (
        select(rounds.c.id, rounds.c.number, rounds.c.opened_on, snapshots.c.figures, OVER_AT.label("over_at"))
        .join_from(snapshots, rounds, snapshots.c.round_id == rounds.c.id)
        .where(rounds.c.practice_id == practice_id)
        .order_by(rounds.c.number.desc())
        .limit(most)
    )
    rows = (await connection.execute(found)).all()
    return [_round(row) for row in rows][::-1]


def _round(row: Any) -> RoundFigures:
    return RoundFigures(row.id, row.number, row.opened_on, Figures.from_json(row.figures), row.over_at)


async def count(connection: Connection, round_ids: Sequence[int]) -> dict[int, Figures]:
    """The figures of each of these rounds as the answers stand now."""
    responses = await response(connection, round_ids)
    opened = await _opened(connection, round_ids)
    practice_of = {round_id: practice_id for round_id, (practice_id, _) in opened.items()}
    # What ended during the round was there in its time; the rounds of one practice are counted one by one.
    states = await experiments.states(connection, set(practice_of.values()), dict(opened.values()))
    chosen = await themes.of_all(connection, set(practice_of.values()))
    return {
        round_id: Figures(
            response=responses[round_id],
            design_questions=states.get(practice_of[round_id], ()),
            theme=chosen[practice_of[round_id]],
        )
        for round_id in round_ids
    }


_SOMETHING = or_(answers.c.option.is_not(None), answers.c.text.is_not(None))
#: What every statement is run with. Statements are built once: building one costs more than running it.
_ROUNDS: BindParameter[int] = bindparam("rounds", expanding=True)
_TRIALS: BindParameter[int] = bindparam("trials", expanding=True)
_Chosen = Mapping[str, Sequence[Any]]
_GIVEN = and_(answers.c.round_id.in_(_ROUNDS), answers.c.check_in_id.not_in(_TRIALS))


async def response(connection: Connection, round_ids: Sequence[int]) -> dict[int, dict[str, Response]]:
    """By round and role: how many were asked, and how many gave at least one answer (a skip is none).

    Who has no Telegram counts as a caregiver, asked and answered alike, in a round in which somebody filled in an
    answer on their behalf. Who only tries the bot out counts where nobody else is asked.
    """
    return await _responses(connection, await _chosen(connection, round_ids))


_OTHER, _SOMEBODY = check_ins.alias(), people.alias()
_IN_EARNEST = (
    select(_OTHER.c.id)
    .join_from(_OTHER, _SOMEBODY, _SOMEBODY.c.id == _OTHER.c.person_id)
    .where(_OTHER.c.round_id == check_ins.c.round_id, _SOMEBODY.c.is_test.is_(False))
)
#: The condition is written as the partial index has it: only then does SQLite use it.
_IS_TEST: ColumnElement[bool] = literal_column("people.is_test")
#: Most bots have nobody who tries them out, and need not look further.
_ANY_TEST = select(people.c.id).where(_IS_TEST).limit(1)
#: The check-ins of test persons, but for rounds that are a trial as a whole.
_TESTED = (
    select(check_ins.c.id)
    .join_from(people, check_ins)
    .where(_IS_TEST, check_ins.c.round_id.in_(_ROUNDS), _IN_EARNEST.exists())
)


async def _chosen(connection: Connection, round_ids: Sequence[int]) -> _Chosen:
    """These rounds, and the check-ins in them that do not count."""
    wanted = {"rounds": list(round_ids)}
    are_there = await connection.scalar(_ANY_TEST) is not None
    return {**wanted, "trials": (await connection.scalars(_TESTED, wanted)).all() if are_there else []}


_COUNTS = and_(
    check_ins.c.round_id.in_(_ROUNDS),
    or_(check_ins.c.proxy_id.is_(None), exists().where(answers.c.check_in_id == check_ins.c.id, _SOMETHING)),
    check_ins.c.id.not_in(_TRIALS),
)
_ASKED = (
    select(
        check_ins.c.round_id,
        func.count().filter(check_ins.c.as_caregiver),
        func.count().filter(check_ins.c.as_participant),
    )
    .where(_COUNTS)
    .group_by(check_ins.c.round_id)
)
#: A field of Standing.
_STAGE = case(
    (~is_unfinished(), "finished"),
    (exists().where(answers.c.check_in_id == check_ins.c.id), "begun"),
    else_="waiting",
)
_STAGES = (
    select(_STAGE, check_ins.c.as_caregiver, check_ins.c.as_participant, func.count())
    .where(_COUNTS)
    .group_by(_STAGE, check_ins.c.as_caregiver, check_ins.c.as_participant)
)


async def progress(connection: Connection, round_id: int) -> Progress:
    """How far those are who count in the response of a round."""
    found = (await connection.execute(_STAGES, await _chosen(connection, [round_id]))).all()
    everybody, by_role = Counter[str](), {role: Counter[str]() for role in ANSWERING}
    for stage, as_caregiver, as_participant, number in found:
        everybody[stage] += number
        by_role[Role.CAREGIVER][stage] += number * as_caregiver
        by_role[Role.PARTICIPANT][stage] += number * as_participant
    standings = {role: Standing(**stages) for role, stages in by_role.items()}
    return Progress(Standing(**everybody), {role: one for role, one in standings.items() if one.asked})


async def _responses(connection: Connection, chosen: _Chosen) -> dict[int, dict[str, Response]]:
    eligible = {
        row[0]: {"caregiver": row[1], "participant": row[2]} for row in await connection.execute(_ASKED, chosen)
    }
    answered = await _answered(connection, chosen)
    return {
        round_id: {
            role: Response(answered.get((round_id, role), 0), number)
            for role, number in eligible.get(round_id, {}).items()
            if number
        }
        for round_id in chosen["rounds"]
    }


_ANSWERED = (
    select(answers.c.round_id, answers.c.role, func.count(answers.c.check_in_id.distinct()))
    .where(_GIVEN, _SOMETHING)
    .group_by(answers.c.round_id, answers.c.role)
)


async def _answered(connection: Connection, chosen: _Chosen) -> dict[tuple[int, str], int]:
    return {(row[0], row[1]): row[2] for row in await connection.execute(_ANSWERED, chosen)}


async def _opened(connection: Connection, round_ids: Sequence[int]) -> dict[int, tuple[int, datetime]]:
    """By round: its practice, and when it opened."""
    found = select(rounds.c.id, rounds.c.practice_id, rounds.c.opened_at).where(rounds.c.id.in_(round_ids))
    return {row.id: (row.practice_id, row.opened_at) for row in await connection.execute(found)}
