"""Who is asked in a round, settled when it opens or they join: the denominator, and what each of them reports on."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, select, update

from rules.access import Role
from storage import prompts
from storage.connection import Connection
from storage.consents import is_current
from storage.dialect import insert
from storage.tables import (
    check_in_experiments,
    check_ins,
    design_questions,
    experiment_members,
    experiments,
    memberships,
    people,
    rounds,
)

#: A participant chooses from at most so many experiments in one check-in, least recently reported first.
EXPERIMENTS_PER_CHECK_IN = 12


def _has_role(role: Role) -> Any:
    return func.max(case((memberships.c.role == role.value, 1), else_=0)) == 1


async def freeze(
    connection: Connection,
    round_ids: Sequence[int],
    practice_ids: Sequence[int],
    roles: Collection[Role],
    now: datetime,
    *only: ColumnElement[bool],
) -> None:
    """Makes the check-ins of these rounds in these practices, of everybody who answers in one of these roles.

    Without who has not agreed to the privacy notice as it is now. only: of `rounds`, `memberships` and `people`.
    """
    eligible = (
        select(rounds.c.id, memberships.c.person_id, _has_role(Role.CAREGIVER), _has_role(Role.PARTICIPANT))
        .select_from(
            rounds.join(memberships, memberships.c.practice_id == rounds.c.practice_id).join(
                people, people.c.id == memberships.c.person_id
            )
        )
        .where(rounds.c.id.in_(round_ids), rounds.c.practice_id.in_(practice_ids))
        .where(prompts.can_be_asked(roles, now), is_current(), *only)
        .group_by(rounds.c.id, memberships.c.person_id)
    )
    columns = ["round_id", "person_id", "as_caregiver", "as_participant"]
    rows = insert(connection, check_ins).from_select(columns, eligible)
    await connection.execute(rows.on_conflict_do_nothing())


async def join(
    connection: Connection, round_id: int, practice_id: int, person_id: int, roles: Collection[Role], now: datetime
) -> bool:
    """Asks somebody who was not asked when this round opened, or not in all of these roles: counted from now on.

    Whether they have a check-in that they had not. One that is finished stays as it is. Twice: nothing.
    """
    mine = (check_ins.c.round_id == round_id) & (check_ins.c.person_id == person_id) & check_ins.c.proxy_id.is_(None)
    if await connection.scalar(select(check_ins.c.id).where(mine)) is not None:
        for role in roles:
            await _add_role(connection, round_id, practice_id, mine, role)
        return False
    await freeze(connection, [round_id], [practice_id], roles, now, memberships.c.person_id == person_id)
    await freeze_experiments(connection, [round_id], mine)
    return True


async def _add_role(
    connection: Connection, round_id: int, practice_id: int, mine: ColumnElement[bool], role: Role
) -> None:
    asked = check_ins.c[f"as_{role}"]
    has_it = exists().where(
        memberships.c.person_id == check_ins.c.person_id,
        memberships.c.practice_id == practice_id,
        memberships.c.role == role.value,
        memberships.c.registered_at.is_not(None),
        memberships.c.left_at.is_(None),
        is_current(),
    )
    added = update(check_ins).where(mine, ~asked, has_it, prompts.is_unfinished()).values({asked: True})
    if (await connection.execute(added)).rowcount and role is Role.PARTICIPANT:
        await freeze_experiments(connection, [round_id], mine)


async def freeze_experiments(connection: Connection, round_ids: Sequence[int], *only: ColumnElement[bool]) -> None:
    """Puts into each check-in of these rounds what its participant reports on. only: of `check_ins`."""
    oldest_first = (experiment_members.c.reported_at.asc().nulls_first(), experiments.c.position, experiments.c.id)
    ranked = (
        select(
            check_ins.c.id.label("check_in_id"),
            experiments.c.id.label("experiment_id"),
            func.row_number().over(partition_by=check_ins.c.id, order_by=oldest_first).label("position"),
        )
        .select_from(
            check_ins.join(memberships, memberships.c.person_id == check_ins.c.person_id)
            .join(experiment_members, experiment_members.c.membership_id == memberships.c.id)
            .join(experiments, experiments.c.id == experiment_members.c.experiment_id)
            .join(design_questions, design_questions.c.id == experiments.c.design_question_id)
        )
        .where(
            check_ins.c.round_id.in_(round_ids),
            check_ins.c.as_participant,
            memberships.c.role == Role.PARTICIPANT.value,
            memberships.c.left_at.is_(None),
            experiments.c.ended_at.is_(None),
            design_questions.c.ended_at.is_(None),
            *only,
        )
        .subquery()
    )
    chosen = select(ranked).where(ranked.c.position <= EXPERIMENTS_PER_CHECK_IN)
    await connection.execute(
        check_in_experiments.insert().from_select(["check_in_id", "experiment_id", "position"], chosen)
    )


async def count(connection: Connection, practice_id: int, roles: Collection[Role], now: datetime) -> int:
    """How many people would be asked if a round opened now, or shown the new notice."""
    counted = (
        select(func.count(memberships.c.person_id.distinct()))
        .join_from(memberships, people)
        .where(memberships.c.practice_id == practice_id, prompts.can_be_asked(roles, now))
    )
    return int((await connection.scalar(counted)) or 0)
