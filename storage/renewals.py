"""A new privacy notice: who has not agreed to it gets it in the place of a check-in, once in a round."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from programme.schedule import Schedule
from rules.access import Role
from rules.own_time import TimePreference, Window, asked_at
from rules.payloads.payload import stored
from rules.payloads.privacy import Renewal
from storage.connection import Connection
from storage.consents import is_current
from storage.dialect import insert
from storage.outbox import Lane
from storage.prompts import can_be_asked
from storage.tables import memberships, outbox, people, rounds


async def ask(
    connection: Connection,
    round_ids: Sequence[int],
    practice_ids: Sequence[int],
    roles: Collection[Role],
    schedule: Schedule,
    now: datetime,
) -> set[int]:
    """Plans the notice for whoever these new rounds would ask otherwise, at their own time; in which rounds."""
    waiting = (
        select(rounds.c.id, rounds.c.opened_at, rounds.c.closes_at, people.c.part_of_day, people.c.weekday)
        .add_columns(people.c.id.label("person_id"))
        .select_from(
            rounds.join(memberships, memberships.c.practice_id == rounds.c.practice_id).join(
                people, people.c.id == memberships.c.person_id
            )
        )
        .where(rounds.c.id.in_(round_ids), rounds.c.practice_id.in_(practice_ids))
        .where(can_be_asked(roles, now), ~is_current())
        .distinct()
    )
    found = (await connection.execute(waiting)).all()
    if found:
        rows = insert(connection, outbox).on_conflict_do_nothing(index_elements=["dedupe_key"])
        await connection.execute(rows, [_row(one, schedule, now) for one in found])
    return {one.id for one in found}


def _row(one: Any, schedule: Schedule, now: datetime) -> dict[str, Any]:
    at = asked_at(Window(one.opened_at, one.closes_at, schedule.timezone), TimePreference(one.part_of_day, one.weekday))
    is_later = at > now
    kind, _, params = stored(Renewal())
    return {
        "person_id": one.person_id,
        "lane": int(Lane.BROADCAST),
        "kind": kind,
        "params": params,
        "state": "planned" if is_later else "ready",
        "due_at": at if is_later else None,
        "created_at": now,
        "dedupe_key": f"{kind}:{one.id}:{one.person_id}",
    }
