"""When a round is over nobody needs its answers on the screen any more: the messages of its check-ins are emptied."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, delete, exists, literal, select

from rules.payloads.check_in import CheckInAskedOver, CheckInClosed, CheckInNotThisTime, CheckInPostponed
from rules.payloads.payload import Payload
from storage.connection import Connection
from storage.dialect import in_state, insert
from storage.outbox import KEEP, Lane, is_one_of
from storage.prompts import ASKING, PLANNED, said
from storage.sending import LEASE
from storage.tables import check_ins, outbox, people, rounds

#: What has buttons of a check-in below it.
SHOWING = (*ASKING, CheckInPostponed, CheckInNotThisTime)
#: What was on its way while its round closed has arrived by then, and a tick has come by.
LATE = LEASE + timedelta(minutes=2)
_SHOWN, _NEWER = outbox.alias("shown"), outbox.alias("newer")
_CLOSED = select(rounds.c.id).where(rounds.c.id == check_ins.c.round_id, in_state(rounds, "closed"))


async def end(connection: Connection, round_ids: Collection[int], now: datetime) -> None:
    """Empties the screens of these rounds, which were closed just now."""
    await _empty(connection, check_ins.c.round_id.in_(round_ids), now)


async def end_late(connection: Connection, now: datetime) -> None:
    """The same for what arrived while its round was closing. Again: nothing."""
    arrived = select(outbox.c.subject_id).where(
        outbox.c.done_at > now - LATE, is_one_of(SHOWING), outbox.c.buttons.is_not(None)
    )
    is_over = _CLOSED.exists()
    await _empty(connection, check_ins.c.id.in_(arrived) & is_over, now)


async def end_missed(connection: Connection, person_id: int, now: datetime) -> None:
    """The same for somebody who could not be reached for a while: what could not be emptied then, is now."""
    mine = (outbox.c.person_id == person_id) & is_one_of((CheckInClosed, CheckInAskedOver))
    await connection.execute(delete(outbox).where(mine, in_state(outbox, "cancelled", "failed")))
    is_over = _CLOSED.where(rounds.c.closed_at > now - KEEP).exists()
    await _empty(connection, (check_ins.c.person_id == person_id) & is_over, now)


async def _empty(connection: Connection, over: ColumnElement[bool], now: datetime) -> None:
    for screens in (_where_it_stands(over, now), _beside(over, now)):
        statement = insert(connection, outbox).from_select([*PLANNED, "edits"], screens)
        await connection.execute(statement.on_conflict_do_nothing(index_elements=["dedupe_key"]))


def _where_it_stands(over: ColumnElement[bool], now: datetime) -> Select[Any]:
    on_screen = check_ins.c.message_id.is_not(None)
    emptied = _emptied(CheckInClosed, check_ins.c.message_id, now).join_from(check_ins, people)
    return emptied.where(over, on_screen, people.c.unreachable_at.is_(None))


def _beside(over: ColumnElement[bool], now: datetime) -> Select[Any]:
    """Other messages that still have its buttons, such as a reminder; not those that say something else by now."""
    same = (_NEWER.c.person_id == _SHOWN.c.person_id) & (_NEWER.c.message_id == _SHOWN.c.message_id)
    says_else = exists().where(same, _NEWER.c.id > _SHOWN.c.id)
    emptied = _emptied(CheckInAskedOver, _SHOWN.c.message_id, now).join_from(check_ins, people)
    return emptied.join(_SHOWN, _SHOWN.c.subject_id == check_ins.c.id).where(
        over,
        _SHOWN.c.kind.in_([payload.KIND for payload in SHOWING]),
        _SHOWN.c.buttons.is_not(None),
        _SHOWN.c.message_id.is_distinct_from(check_ins.c.message_id),
        ~says_else,
        people.c.unreachable_at.is_(None),
    )


def _emptied(payload: type[Payload], message: ColumnElement[Any], now: datetime) -> Select[Any]:
    """Once for each message of a check-in."""
    key = literal("check_in:") + cast(check_ins.c.id, String) + literal(":over:") + cast(message, String)
    return select(*said(payload, Lane.BROADCAST, check_ins.c.id, key, now, now), message)
