"""What a coordinator gets by itself in the morning: after a round closed the summary, and what to look back at."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, String, and_, cast, literal, select, update

from rules.access import Role
from rules.payloads.logbook import LogbookAsks
from rules.payloads.payload import Payload
from rules.payloads.summary import Digest
from storage import unled
from storage.connection import Connection
from storage.dialect import in_state, insert
from storage.outbox import Lane
from storage.prompts import COLUMNS, reachable
from storage.tables import memberships, outbox, people, practices, rounds

_COORDINATES = and_(memberships.c.role == Role.COORDINATOR.value, memberships.c.practice_id == practices.c.id)


async def plan(connection: Connection, round_ids: Sequence[int], at: datetime, now: datetime) -> None:
    """One for each coordinator of these closed rounds' practices, or else each manager, who did not switch it off."""
    manages = (memberships.c.role == Role.MANAGER.value) & memberships.c.practice_id.is_(None)  # as the index has it
    stands_in = and_(manages, ~unled.is_led())
    which = rounds.c.id.in_(round_ids) & people.c.no_digest.is_(False)
    for whom in (_COORDINATES, stands_in):  # apart: of one or the other SQLite would look at everybody, for each round
        await _to(rounds.join(practices), whom, connection, Digest, f"{Digest.KIND}:", rounds.c.id, which, at, now)


async def plan_look_back(connection: Connection, practice_ids: Collection[int], at: datetime, now: datetime) -> None:
    """That there is something to look back at, for each coordinator of these practices: once on a day."""
    day, here = f"{LogbookAsks.KIND}:{at.date()}:", practices.c.id.in_(practice_ids)
    await _to(practices, _COORDINATES, connection, LogbookAsks, day, practices.c.id, here, at, now)


async def _to(
    about: FromClause,
    whom: ColumnElement[bool],
    connection: Connection,
    payload: type[Payload],
    key_begins: str,
    subject: ColumnElement[Any],
    which: ColumnElement[bool],
    at: datetime,
    now: datetime,
) -> None:
    key = literal(key_begins) + cast(subject, String) + literal(":") + cast(people.c.id, String)
    words = (
        select(
            people.c.id,
            literal(int(Lane.BROADCAST)),
            literal(payload.KIND),
            subject,
            literal({}, outbox.c.params.type),
            literal("planned"),
            literal(at, outbox.c.due_at.type),
            literal(now, outbox.c.created_at.type),
            key,
        )
        .select_from(about.join(memberships, whom))
        .join(people, people.c.id == memberships.c.person_id)
        .where(
            which,
            memberships.c.registered_at.is_not(None),
            memberships.c.left_at.is_(None),
            reachable(now),
        )
    )
    rows = insert(connection, outbox).from_select(COLUMNS, words)
    await connection.execute(rows.on_conflict_do_nothing(index_elements=["dedupe_key"]))


async def pass_on(connection: Connection, practice_id: int, now: datetime) -> None:
    """Those of this practice that wait for the morning, also for who stands in since they were planned."""
    waiting = (
        select(outbox.c.subject_id, outbox.c.due_at)
        .join_from(outbox, rounds, rounds.c.id == outbox.c.subject_id)
        .where(outbox.c.kind == Digest.KIND, in_state(outbox, "planned"), rounds.c.practice_id == practice_id)
    )
    for round_id, due_at in (await connection.execute(waiting.distinct())).all():
        await plan(connection, [round_id], due_at, now)


async def switch(connection: Connection, person_id: int, *, on: bool) -> None:
    """Whether this person gets digests from now on."""
    await connection.execute(update(people).where(people.c.id == person_id).values(no_digest=not on))


async def wants(connection: Connection, person_id: int) -> bool:
    """Whether this person gets digests."""
    return not await connection.scalar(select(people.c.no_digest).where(people.c.id == person_id))
