"""The figures of rounds, counted in the database; and the snapshots in which they are frozen."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, exists, func, literal_column, or_, select

from programme.model import Programme
from rules.summary import Distribution, Figures, Response, RoundFigures, distribution, protected
from storage import experiments, themes
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import answers, check_ins, people, rounds, snapshots


async def freeze(
    connection: Connection, round_ids: Sequence[int], programme: Programme, minimum_group: int, now: datetime
) -> None:
    """Keeps the figures of closed rounds as they are now, for good: under the small-group rule, without people."""
    counted = await count(connection, round_ids, programme, minimum_group)
    rows = [{"round_id": key, "figures": value.as_json(), "frozen_at": now} for key, value in counted.items()]
    if rows:
        await connection.execute(
            insert(connection, snapshots).on_conflict_do_nothing(index_elements=["round_id"]), rows
        )


async def snapshot(connection: Connection, round_id: int) -> Figures | None:
    """The frozen figures of a closed round."""
    stored = await connection.scalar(select(snapshots.c.figures).where(snapshots.c.round_id == round_id))
    return Figures.from_json(stored) if stored else None


async def earlier(connection: Connection, round_id: int, most: int) -> list[Figures]:
    """The frozen figures of up to so many closed rounds before this one in its practice, oldest first."""
    this = rounds.alias()
    before = (rounds.c.practice_id == this.c.practice_id) & (rounds.c.number < this.c.number)
    found = (
        select(snapshots.c.figures)
        .join_from(snapshots, rounds, snapshots.c.round_id == rounds.c.id)
        .join(this, before)
        .where(this.c.id == round_id)
        .order_by(rounds.c.number.desc())
        .limit(most)
    )
    return [Figures.from_json(stored) for stored in await connection.scalars(found)][::-1]


async def last(connection: Connection, practice_id: int, most: int) -> list[RoundFigures]:
    """The frozen figures of a practice's last closed rounds, so many at most, oldest first."""
    found = (
        select(rounds.c.id, rounds.c.number, rounds.c.opened_on, snapshots.c.figures)
        .join_from(snapshots, rounds, snapshots.c.round_id == rounds.c.id)
        .where(rounds.c.practice_id == practice_id)
        .order_by(rounds.c.number.desc())
        .limit(most)
    )
    rows = (await connection.execute(found)).all()
    return [RoundFigures(row.id, row.number, row.opened_on, Figures.from_json(row.figures)) for row in rows][::-1]


async def count(
    connection: Connection, round_ids: Sequence[int], programme: Programme, minimum_group: int
) -> dict[int, Figures]:
    """The figures of each of these rounds as the answers stand now."""
    wanted = await _chosen(connection, round_ids)
    responses = await _responses(connection, wanted)
    scores = await _scores(connection, wanted)
    in_one_hand = await _in_one_hand(connection, wanted)
    heard = await _heard(connection, wanted, [central.key for central in programme.central_questions])
    practice_of = await _practices(connection, round_ids)
    states = await experiments.states(connection, set(practice_of.values()))
    chosen = await themes.of_all(connection, set(practice_of.values()))
    return {
        round_id: Figures(
            response=responses[round_id],
            central=_central(scores.get(round_id, {}), in_one_hand.get(round_id, {}), programme, minimum_group),
            heard=heard.get(round_id, {}),
            design_questions=states.get(practice_of[round_id], ()),
            theme=chosen[practice_of[round_id]],
        )
        for round_id in round_ids
    }


def _central(
    scores: dict[str, list[tuple[int, int]]], in_one_hand: dict[str, int], programme: Programme, minimum_group: int
) -> dict[str, Distribution | None]:
    scales = [q for form in programme.forms for q in form.questions if q.kind == "scale" and q.central]
    return {
        str(question.central): protected(
            distribution(scores.get(question.key, ()), len(question.options)),
            minimum_group + in_one_hand.get(question.key, 0),
        )
        for question in scales
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


_ASKED = (
    select(
        check_ins.c.round_id,
        func.count().filter(check_ins.c.as_caregiver),
        func.count().filter(check_ins.c.as_participant),
    )
    .where(
        check_ins.c.round_id.in_(_ROUNDS),
        or_(check_ins.c.proxy_id.is_(None), exists().where(answers.c.check_in_id == check_ins.c.id, _SOMETHING)),
        check_ins.c.id.not_in(_TRIALS),
    )
    .group_by(check_ins.c.round_id)
)


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


_SCORES = (
    select(answers.c.round_id, answers.c.question, answers.c.score, func.count())
    .where(_GIVEN, answers.c.score.is_not(None))
    .group_by(answers.c.round_id, answers.c.question, answers.c.score)
)


async def _scores(connection: Connection, chosen: _Chosen) -> dict[int, dict[str, list[tuple[int, int]]]]:
    found: dict[int, dict[str, list[tuple[int, int]]]] = {}
    for row in await connection.execute(_SCORES, chosen):
        found.setdefault(row[0], {}).setdefault(row[1], []).append((row[2], row[3]))
    return found


_BY_OWNER = (
    select(answers.c.round_id, answers.c.question, func.count().label("n"))
    .join_from(answers, check_ins)
    .where(_GIVEN, answers.c.score.is_not(None), check_ins.c.proxy_id.is_not(None))
    .group_by(answers.c.round_id, answers.c.question, check_ins.c.person_id)
    .subquery()
)
_MOST = select(_BY_OWNER.c.round_id, _BY_OWNER.c.question, func.max(_BY_OWNER.c.n)).group_by(
    _BY_OWNER.c.round_id, _BY_OWNER.c.question
)


async def _in_one_hand(connection: Connection, chosen: _Chosen) -> dict[int, dict[str, int]]:
    """By round and question: the most scores that one person filled in for others, and so knows.

    A group must be large enough without them: who knows some answers could work out the rest.
    """
    return _by_round(await connection.execute(_MOST, chosen))


_HEARD = (
    select(answers.c.round_id, answers.c.option, func.count())
    .where(_GIVEN, answers.c.score.is_(None), answers.c.option.in_(bindparam("centrals", expanding=True)))
    .group_by(answers.c.round_id, answers.c.option)
)


async def _heard(connection: Connection, chosen: _Chosen, centrals: Sequence[str]) -> dict[int, dict[str, int]]:
    return _by_round(await connection.execute(_HEARD, {**chosen, "centrals": centrals}))


def _by_round(rows: Iterable[Any]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for round_id, key, number in rows:
        found.setdefault(round_id, {})[key] = number
    return found


async def _practices(connection: Connection, round_ids: Sequence[int]) -> dict[int, int]:
    rows = await connection.execute(select(rounds.c.id, rounds.c.practice_id).where(rounds.c.id.in_(round_ids)))
    return {row[0]: row[1] for row in rows}
