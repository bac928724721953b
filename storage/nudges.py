"""A nudge: who has not finished is reminded once more, because a coordinator asks for it. Once in a round."""

from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, exists, func, literal, select, update

from rules.access import ANSWERING
from rules.payloads.check_in import CheckInReminder
from storage.connection import Connection
from storage.dialect import in_state, insert
from storage.outbox import Lane
from storage.prompts import PLANNED, is_unfinished, knows_the_notice, reachable, said
from storage.tables import check_ins, memberships, outbox, people, rounds


async def unfinished(connection: Connection, round_id: int, now: datetime) -> int:
    """Of how many people a check-in of this round is still open and may be asked for."""
    counted = select(func.count()).select_from(check_ins).join(people).where(_waits(round_id, now))
    return int(await connection.scalar(counted) or 0)


async def nudged_at(connection: Connection, round_id: int) -> datetime | None:
    """When this round's one nudge was asked for."""
    found: datetime | None = await connection.scalar(select(rounds.c.nudged_at).where(rounds.c.id == round_id))
    return found


async def nudge(connection: Connection, round_id: int, at: datetime, now: datetime) -> bool:
    """Reminds them all at `at`; False when the round is over or had its nudge."""
    once = (rounds.c.id == round_id) & rounds.c.nudged_at.is_(None)
    taken = await connection.execute(update(rounds).where(once, in_state(rounds, "open")).values(nudged_at=now))
    if taken.rowcount == 0:
        return False
    key = literal("check_in:") + cast(check_ins.c.id, String) + literal(":nudge")
    words = select(*said(CheckInReminder, Lane.REMINDER, check_ins.c.id, key, at, now)).join_from(check_ins, people)
    rows = insert(connection, outbox).from_select(PLANNED, words.where(_waits(round_id, now)))
    await connection.execute(rows.on_conflict_do_nothing(index_elements=["dedupe_key"]))
    return True


def _waits(round_id: int, now: datetime) -> ColumnElement[bool]:
    own = (check_ins.c.round_id == round_id) & check_ins.c.proxy_id.is_(None)
    return own & is_unfinished() & reachable(now) & knows_the_notice() & _still_answers()


def _still_answers() -> ColumnElement[bool]:
    """Of `check_ins`: its person has not left the practice of its round since."""
    return exists().where(
        rounds.c.id == check_ins.c.round_id,
        memberships.c.practice_id == rounds.c.practice_id,
        memberships.c.person_id == check_ins.c.person_id,
        memberships.c.role.in_([role.value for role in ANSWERING]),
        memberships.c.registered_at.is_not(None),
        memberships.c.left_at.is_(None),
    )
