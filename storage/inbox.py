"""Updates received and not yet handled. A handled one leaves its number behind for a while, its content at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import Select, Text, bindparam, delete, func, select, true, type_coerce, update

from storage.among import among
from storage.connection import Connection
from storage.dialect import in_state, insert
from storage.tables import UtcTime, inbox, people

#: Telegram forgets updates after a day; a number older than this cannot come back.
KEEP = timedelta(days=2)
#: After so many failures an update becomes a dead letter, so that it stops nobody else.
TRIES = 5
#: What is noted of an update that could not even be kept.
UNREADABLE = "unreadable"


class Received(Struct, frozen=True):
    """An update as it came: the chat that fixes its order, and its JSON text.

    is_followed: another of the same chat waits behind it. kind: tap, command, text or other.
    """

    update_id: int
    chat_id: int
    payload: str
    attempts: int = 0
    is_followed: bool = False
    kind: str = "other"


async def store(connection: Connection, updates: Sequence[Received], now: datetime) -> int:
    """Writes updates down; how many were new. One that was stored before is nothing, also after it was handled."""
    if not updates:
        return 0
    rows = [
        {
            "update_id": received.update_id,
            "chat_id": received.chat_id,
            "payload": received.payload,
            "kind": received.kind,
            "state": "waiting",
            "received_at": now,
        }
        for received in updates
    ]
    statement = (
        insert(connection, inbox).on_conflict_do_nothing(index_elements=["update_id"]).returning(inbox.c.update_id)
    )
    return len((await connection.execute(statement, rows)).all())


async def set_aside(connection: Connection, update_ids: Sequence[int], now: datetime) -> None:
    """Dead letters from the beginning: nobody can read them, and nothing of them is kept but the number."""
    rows = [
        {"update_id": one, "state": "set_aside", "error": UNREADABLE, "received_at": now, "done_at": now}
        for one in update_ids
    ]
    if rows:
        await connection.execute(insert(connection, inbox).on_conflict_do_nothing(index_elements=["update_id"]), rows)


def _first_of_each_chat() -> Select[Any]:
    earlier = inbox.alias()
    is_first = ~(
        select(earlier.c.update_id)
        .where(
            in_state(earlier, "waiting"),
            earlier.c.chat_id == inbox.c.chat_id,
            earlier.c.update_id < inbox.c.update_id,
        )
        .exists()
    )
    later = inbox.alias()
    is_followed = (
        select(later.c.update_id)
        .where(in_state(later, "waiting"), later.c.chat_id == inbox.c.chat_id, later.c.update_id > inbox.c.update_id)
        .exists()
        .label("is_followed")
    )
    may_be_tried = inbox.c.try_at.is_(None) | (inbox.c.try_at <= bindparam("now", type_=UtcTime()))
    return (
        select(inbox.c.update_id, inbox.c.chat_id, inbox.c.payload, inbox.c.attempts, is_followed, inbox.c.kind)
        .where(in_state(inbox, "waiting"), is_first, may_be_tried)
        .order_by(inbox.c.update_id)
        .limit(bindparam("most"))
    )


#: Of chats so many times as many as are asked for, the first may be in other hands.
AHEAD = 4


def _first_of_each_free_chat() -> Select[Any]:
    """The same for PostgreSQL, counted in one go through what waits.

    Its planner knows a queue as it was at the last ANALYZE, mostly empty, and then compares everything that waits with
    everything that waits: two thousand updates took 400 ms instead of 2. Here it has nothing to choose.
    Without chats whose update is in other hands: an earlier one may have been stored after that one was taken.
    """
    may_be_tried = func.coalesce(func.max(inbox.c.try_at) <= bindparam("now", type_=UtcTime()), true())
    first = (  # only the first of a chat has a second try
        select(func.min(inbox.c.update_id).label("update_id"), (func.count() > 1).label("is_followed"))
        .where(in_state(inbox, "waiting"))
        .group_by(inbox.c.chat_id)
        .having(may_be_tried)
        .order_by(func.min(inbox.c.update_id))
        .limit(AHEAD * bindparam("most"))
        .subquery()
    )
    found = (
        select(inbox.c.update_id, inbox.c.chat_id, inbox.c.payload, inbox.c.attempts, first.c.is_followed, inbox.c.kind)
        .join_from(first, inbox, first.c.update_id == inbox.c.update_id)
        .where(in_state(inbox, "waiting"))
        .order_by(inbox.c.update_id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=inbox)
        .subquery()
    )
    chat = func.hashtextextended(type_coerce(found.c.chat_id, Text), 0)
    return select(found).where(func.pg_try_advisory_xact_lock(chat)).order_by(found.c.update_id)


_WHOSE = select(people.c.id).where(people.c.address == inbox.c.chat_id).scalar_subquery()
#: What is left of an update once it is done: its number, and for two days whose it was.
_WIPED: dict[str, Any] = {"payload": None, "chat_id": None, "error": None, "person_id": _WHOSE}
_HEADS = _first_of_each_chat()
_HEADS_OF_FREE_CHATS = _first_of_each_free_chat()
_HANDLED = (
    update(inbox).where(among(inbox.c.update_id, "ids")).values(state="handled", done_at=bindparam("now"), **_WIPED)
)


async def heads(connection: Connection, now: datetime, limit: int) -> list[Received]:
    """The first waiting update of up to `limit` chats, locked for this transaction: order within a chat holds.

    A chat whose first update waits for a second try has no head: nothing may overtake it. Nor has one of which an
    update is being handled; on SQLite nobody else can be at it.
    """
    statement = _HEADS if connection.dialect.name == "sqlite" else _HEADS_OF_FREE_CHATS
    return [Received(*row) for row in await connection.execute(statement, {"now": now, "most": limit})]


async def handled(connection: Connection, update_ids: Sequence[int], now: datetime) -> None:
    """Done: the content is wiped, the number stays to recognise a redelivery; and whose it was, for `trace`."""
    await connection.execute(_HANDLED, {"ids": update_ids, "now": now})


async def failed(connection: Connection, received: Received, error: str, now: datetime) -> bool:
    """Notes a failure by its kind only; True when it was the last try and the update becomes a dead letter, wiped."""
    attempts = received.attempts + 1
    row = update(inbox).where(inbox.c.update_id == received.update_id)
    if attempts >= TRIES:
        await connection.execute(
            row.values(**_WIPED | {"state": "set_aside", "attempts": attempts, "error": error[:80], "done_at": now})
        )
        return True
    pause = timedelta(seconds=2**attempts / 4)
    await connection.execute(row.values(attempts=attempts, error=error[:80], try_at=now + pause))
    return False


async def postpone(connection: Connection, update_id: int, until: datetime) -> None:
    """Not now, and not a failure: the same update is handled again after `until`."""
    await connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(try_at=until))


async def waits_of(connection: Connection, person_id: int) -> bool:
    """Whether something of this person came in and is not handled yet."""
    chat = select(people.c.address).where(people.c.id == person_id).scalar_subquery()
    waiting = select(inbox.c.update_id).where(in_state(inbox, "waiting"), inbox.c.chat_id == chat).limit(1)
    return (await connection.scalar(waiting)) is not None


async def forget_chat_of(connection: Connection, person_id: int, now: datetime) -> None:
    """Whose chat it was goes, and what they said last is not handled any more; the numbers stay."""
    chat = select(people.c.address).where(people.c.id == person_id)
    theirs = update(inbox).where(inbox.c.chat_id == chat.scalar_subquery())
    done_at = func.coalesce(inbox.c.done_at, bindparam("now", now, type_=UtcTime()))
    await connection.execute(theirs.values(state="handled", done_at=done_at, **_WIPED | {"person_id": None}))
    await connection.execute(update(inbox).where(inbox.c.person_id == person_id).values(person_id=None))


async def forget_done(connection: Connection, now: datetime) -> None:
    """Removes the numbers of updates that can no longer come back."""
    await connection.execute(delete(inbox).where(~in_state(inbox, "waiting"), inbox.c.done_at <= now - KEEP))
