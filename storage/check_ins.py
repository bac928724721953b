"""Check-ins and the answers in them: one person's part in a round."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Row, Select, bindparam, func, literal, select, update

from programme.model import Programme
from rules.access import Role
from rules.check_in import Given, Step, possible_steps
from rules.help_card import HelpCard
from storage import expectations
from storage import help_cards as help_cards_of
from storage.among import among
from storage.connection import Connection
from storage.dialect import in_state
from storage.tables import (
    answers,
    check_in_experiments,
    check_ins,
    experiments,
    help_cards,
    memberships,
    practices,
    proxies,
    rounds,
)
from storage.unit_of_work import UnitOfWork, foreseen, later

#: `looking_at` when the list of given answers is shown.
OVERVIEW = "overview"


class CheckIn(Struct, frozen=True):
    """A check-in with its answers so far.

    nickname: of the proxy it is about, if it is filled in on behalf of somebody; `person_id` is then who fills it in.
    walk: its possible steps. experiments: title by id. statuses: of each as last reported. expectations: of those of
    which one is recorded. help_card: of the practice, as it may be shown. version: counts the changes.
    shown_step: what the person last saw in message `message_id`; may be screens.UNSURE. Times are aware UTC,
    `opened_on` is local. declined: "not this time"; answering after all takes it back.
    """

    id: int
    person_id: int
    nickname: str | None
    round_id: int
    practice_id: int
    practice: str
    opened_on: date
    opened_at: datetime
    closes_at: datetime
    is_open: bool
    finished: bool
    declined: bool
    version: int
    looking_at: str | None
    message_id: int | None
    shown_step: str | None
    steps: Sequence[Step]
    answers: Mapping[str, Given]
    experiments: Mapping[int, str]
    statuses: Mapping[int, str | None]
    expectations: Mapping[int, str]
    help_card: HelpCard | None


def _still(role: Role) -> ColumnElement[bool]:
    """Whether its person has this role in its practice: what somebody no longer is, they are asked nothing as.

    Not an EXISTS: where PostgreSQL expects many rows, it would first read everybody who has the role.
    """
    membership = select(memberships.c.id).where(
        memberships.c.person_id == check_ins.c.person_id,
        memberships.c.practice_id == rounds.c.practice_id,
        memberships.c.role == literal(role.value, literal_execute=True),
        memberships.c.left_at.is_(None),
    )
    return membership.correlate(check_ins, rounds).scalar_subquery().is_not(None)


_CHECK_IN = (
    select(
        check_ins,
        _still(Role.CAREGIVER).label("still_caregiver"),
        _still(Role.PARTICIPANT).label("still_participant"),
        rounds.c.practice_id,
        rounds.c.number,
        rounds.c.opened_on,
        rounds.c.opened_at,
        rounds.c.closes_at,
        rounds.c.state,
        practices.c.name,
        proxies.c.nickname,
        *(column.label(f"help_{column.name}") for column in help_cards_of.CARD),
    )
    .join_from(check_ins, rounds)
    .join(practices, practices.c.id == rounds.c.practice_id)
    .join(help_cards, (help_cards.c.practice_id == practices.c.id) & help_cards_of.IS_SHOWN, isouter=True)
    .join(proxies, proxies.c.id == check_ins.c.proxy_id, isouter=True)
)
_BY_IDS = _CHECK_IN.where(among(check_ins.c.id, "check_ins"))


async def get(connection: Connection, check_in_id: int, programme: Programme) -> CheckIn | None:
    """A check-in by its id, of an open or a closed round."""
    known = foreseen(connection, CheckIn, check_in_id)
    return known or (await _by_ids(connection, [check_in_id], programme)).get(check_in_id)


async def read_ahead(unit: UnitOfWork, check_in_ids: Collection[int], programme: Programme) -> None:
    """These check-ins, for a batch."""
    if check_in_ids:
        unit.foresee(CheckIn, await _by_ids(unit, check_in_ids, programme))


async def _by_ids(connection: Connection, check_in_ids: Collection[int], programme: Programme) -> dict[int, CheckIn]:
    found = await connection.execute(_BY_IDS, {"check_ins": check_in_ids})
    return await _with_answers(connection, found.mappings().all(), programme)


async def open_of(connection: Connection, person_id: int, programme: Programme) -> CheckIn | None:
    """The person's own check-in in a round that is open now, of the practice the person belongs to."""
    mine = _open_ones(person_id).where(check_ins.c.proxy_id.is_(None))
    rows = (await connection.execute(mine)).mappings().all()[:1]
    return next(iter((await _with_answers(connection, rows, programme)).values()), None)


async def open_when_typed(
    connection: Connection, person_id: int, message_id: int, programme: Programme
) -> CheckIn | None:
    """Of the person's open check-ins, own and on behalf of others, the one last seen above their own message."""
    rows = (await connection.execute(_open_ones(person_id))).mappings().all()
    if not rows:
        return None
    seen = {row["id"]: row["message_id"] or 0 for row in rows}
    if len(rows) > 1:  # Telegram numbers messages in order, also those of the person
        typed = select(answers.c.check_in_id, func.max(answers.c.message_id)).where(
            answers.c.check_in_id.in_(seen), answers.c.message_id < message_id
        )
        last_typed = {row[0]: row[1] for row in await connection.execute(typed.group_by(answers.c.check_in_id))}
        seen = {key: max(last_typed.get(key) or 0, at if at < message_id else 0) for key, at in seen.items()}
    newest = max(rows, key=lambda row: seen[row["id"]])
    return (await _with_answers(connection, [newest], programme))[newest["id"]]


def _open_ones(person_id: int) -> Select[Any]:
    own = select(memberships.c.practice_id).where(
        memberships.c.person_id == person_id, memberships.c.left_at.is_(None), memberships.c.practice_id.is_not(None)
    )
    return _CHECK_IN.where(check_ins.c.person_id == person_id, in_state(rounds, "open"), rounds.c.practice_id.in_(own))


async def _with_answers(
    connection: Connection, rows: Sequence[Mapping[Any, Any]], programme: Programme
) -> dict[int, CheckIn]:
    reported_on = await _experiments(connection, [row["id"] for row in rows if row["as_participant"]])
    expected = await _expectations(connection, {one.id for found in reported_on.values() for one in found})
    given = await _answers(connection, [row["id"] for row in rows])
    walk = cache(partial(_walk, programme))  # nearly all of a batch take the same one
    return {row["id"]: _check_in(row, reported_on[row["id"]], expected, given[row["id"]], walk) for row in rows}


async def _expectations(connection: Connection, experiment_ids: Collection[int]) -> dict[int, str]:
    newest = await expectations.newest(connection, experiment_ids) if experiment_ids else {}
    return {experiment_id: one.text for experiment_id, one in newest.items()}


def _walk(
    programme: Programme,
    number: int,
    roles: tuple[str, ...],
    experiments: tuple[int, ...],
    expected: tuple[int, ...],
) -> list[Step]:
    forms = [form for role in roles if (form := programme.form(role, number))]
    return possible_steps(forms, experiments, number, expected)


def _check_in(
    row: Mapping[Any, Any],
    reported_on: Sequence[Row[Any]],
    expected: Mapping[int, str],
    given: Sequence[Row[Any]],
    walk: Callable[[int, tuple[str, ...], tuple[int, ...], tuple[int, ...]], list[Step]],
) -> CheckIn:
    titles = {one.id: one.title for one in reported_on}
    mine = {one: expected[one] for one in titles if one in expected}
    steps = walk(row["number"], _roles(row), tuple(titles), tuple(mine))
    return CheckIn(
        id=row["id"],
        person_id=row["person_id"],
        nickname=row["nickname"],
        round_id=row["round_id"],
        practice_id=row["practice_id"],
        practice=row["name"],
        opened_on=row["opened_on"],
        opened_at=row["opened_at"],
        closes_at=row["closes_at"],
        is_open=row["state"] == "open",
        finished=row["finished_at"] is not None,
        declined=row["declined_at"] is not None,
        version=row["version"],
        looking_at=row["looking_at"],
        message_id=row["message_id"],
        shown_step=row["shown_step"],
        steps=steps,
        answers=_as_asked_now(given, steps if row["state"] == "open" else ()),
        experiments=titles,
        statuses={one.id: one.status for one in reported_on},
        expectations=mine,
        help_card=_help_card(row),
    )


def _help_card(row: Mapping[Any, Any]) -> HelpCard | None:
    return HelpCard(row["help_who"], row["help_hours"], row["help_number"]) if row["help_who"] else None


def _roles(row: Mapping[Any, Any]) -> tuple[str, ...]:
    """What it asks as; one that is over stays as it was, and so does one for somebody else."""
    stays = row["proxy_id"] is not None or row["state"] != "open"
    return tuple(role for role in ("caregiver", "participant") if row[f"as_{role}"] and (stays or row[f"still_{role}"]))


_EXPERIMENTS = (
    select(check_in_experiments.c.check_in_id, experiments.c.id, experiments.c.title, experiments.c.status)
    .join_from(check_in_experiments, experiments)
    .where(among(check_in_experiments.c.check_in_id, "check_ins"))
    .order_by(check_in_experiments.c.position)
)


async def _experiments(connection: Connection, check_in_ids: Sequence[int]) -> Mapping[int, list[Row[Any]]]:
    reported_on: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    if check_in_ids:
        for row in await connection.execute(_EXPERIMENTS, {"check_ins": check_in_ids}):
            reported_on[row.check_in_id].append(row)
    return reported_on


_GIVEN = select(
    answers.c.check_in_id, answers.c.step, answers.c.option, answers.c.text, answers.c.question_version
).where(among(answers.c.check_in_id, "check_ins"))


async def _answers(connection: Connection, check_in_ids: Sequence[int]) -> Mapping[int, list[Row[Any]]]:
    given: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    if check_in_ids:
        for row in await connection.execute(_GIVEN, {"check_ins": check_in_ids}):
            given[row.check_in_id].append(row)
    return given


def _as_asked_now(given: Sequence[Row[Any]], steps: Sequence[Step]) -> dict[str, Given]:
    """By step. An option of another version of its question may mean something else: it is asked again."""
    if not given:
        return {}
    versions = {step.key: step.question.version for step in steps if step.question.options}
    return {
        row.step: Given(row.option, row.text)
        for row in given
        if versions.get(row.step, row.question_version) == row.question_version
    }


_MOVE = (
    update(check_ins)
    .where(check_ins.c.id == bindparam("check_in"))
    .values(
        looking_at=bindparam("at"),
        finished_at=bindparam("finished"),
        version=bindparam("next_version"),
        declined_at=None,
    )
)


async def move_to(
    connection: Connection, check_in: CheckIn, looking_at: str | None, finished_at: datetime | None = None
) -> None:
    """What the person looks at now: a step looked back at, OVERVIEW, or None for where the answers lead."""
    moved = {
        "check_in": check_in.id,
        "at": looking_at,
        "finished": finished_at,
        "next_version": check_in.version + 1,
    }
    await later(connection, _MOVE, moved)


async def take_up(connection: Connection, check_in_id: int) -> None:
    """The person goes on after all: it is not declined any more."""
    await connection.execute(update(check_ins).where(check_ins.c.id == check_in_id).values(declined_at=None))
