"""Telegram refuses to deliver to somebody: that they are gone is believed only when it cannot be a fault of ours.

The first refusal holds what is to be said to them. It is tried again after `HOLD`, and less and less often; the tick
marks as unreachable who refused again while others were reached. When too many refuse within an hour (a wrong token, a
bot that was blocked as a whole), nobody is marked, and what nobody asked for waits.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, cast, exists, func, literal, select, update

from rules.payloads.reachability import StillThere
from storage import people, sending
from storage.connection import Connection
from storage.dialect import in_state, insert
from storage.outbox import Lane
from storage.prompts import COLUMNS
from storage.sending import Row
from storage.tables import outbox as rows
from storage.tables import people as persons
from storage.tables import telegram

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: What is to be said to somebody who refused waits so long at first; shorter than an hour, so that those who refused
#: together are still counted together when they are tried again.
HOLD = timedelta(minutes=50)
#: From so many people on, and one in so many of an hour's sends, it may be a fault of ours.
FEWEST, ONE_IN = 3, 5
#: So long what nobody asked for waits then, before it is tried again.
PAUSE = timedelta(minutes=10)
#: So long after the last refusal somebody is judged: others who refused with them have been tried again by then.
SETTLING = timedelta(minutes=5)
#: So many are looked for at once.
PORTION = 100

#: Of `people`: refused, and not judged yet.
_IS_WAITING = persons.c.refused_at.is_not(None) & persons.c.unreachable_at.is_(None)


async def refused(connection: Connection, row: Row, owner: str, reason: str, now: datetime) -> bool:
    """Notes that what this row says was refused. Whether it begins to look like a fault of ours."""
    error = f"{sending.REFUSED}{reason}"
    person = (await connection.execute(select(persons).where(persons.c.id == row.person_id))).first()
    if person is None:
        await sending.settle(connection, row, owner, "failed", now, error=error)
        return False
    if person.unreachable_at is not None:
        state = "cancelled" if row.kind == StillThere.KIND else "failed"
        await sending.settle(connection, row, owner, state, now, error=error)
        await _confirm(connection, person.id, now)
        return False
    await sending.retry(connection, row, owner, now, error)
    first = person.refused_at or now
    held = {"refused_at": first, "refused_last_at": now, "retry_at": now + min(max(HOLD, now - first), DAY)}
    await connection.execute(update(persons).where(persons.c.id == person.id).values(held))
    return await _doubt(connection, now) if await _may_be_ours(connection, now) else False


async def _doubt(connection: Connection, now: datetime) -> bool:
    before = await doubted_since(connection)
    values = {"doubted_since": before or now, "doubted_until": now + PAUSE}
    statement = insert(connection, telegram).values(id=1, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))
    return before is None


async def doubted_since(connection: Connection) -> datetime | None:
    """Since when so many refuse that it may be a fault of ours; None: they do not."""
    found: datetime | None = await connection.scalar(select(telegram.c.doubted_since))
    return found


async def count(connection: Connection) -> int:
    """How many people refuse, of whom it is not certain that they are gone."""
    return await connection.scalar(select(func.count()).select_from(persons).where(_IS_WAITING)) or 0


async def _may_be_ours(connection: Connection, now: datetime) -> bool:
    """So many were refused for the first time within the hour."""
    lately = select(func.count()).select_from(persons).where(persons.c.refused_at > now - HOUR)
    return await _are_many(connection, await connection.scalar(lately) or 0, now - HOUR)


async def _may_still_be(connection: Connection) -> bool:
    """Those who refuse are many, also of all that was sent since the first of them did."""
    waiting = select(func.min(persons.c.refused_at)).where(_IS_WAITING)
    since = await connection.scalar(waiting)
    return since is not None and await _are_many(connection, await count(connection), since - HOUR)


async def _are_many(connection: Connection, refusing: int, since: datetime) -> bool:
    if refusing < FEWEST:
        return False
    enough = (ONE_IN - 1) * refusing + 1
    arrived = select(rows.c.id).where(in_state(rows, "sent"), rows.c.done_at > since).limit(enough).subquery()
    return (await connection.scalar(select(func.count()).select_from(arrived)) or 0) < enough


def _others_hear(since: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Of `people`: something arrived at somebody else since."""
    return exists().where(
        in_state(rows, "sent"), rows.c.done_at > since, rows.c.person_id.is_not(None), rows.c.person_id != persons.c.id
    )


async def _confirm(connection: Connection, person_id: int, now: datetime) -> None:
    """Refused again on another day, while others are reached."""
    if await doubted_since(connection) is not None:
        return
    again = persons.c.unreachable_at <= now - DAY
    heard = _others_hear(literal(now - DAY, persons.c.unreachable_at.type))
    confirmed = update(persons).where(persons.c.id == person_id, again, heard)
    await connection.execute(confirmed.values(gone_confirmed_at=now))


async def judge(connection: Connection, now: datetime) -> int:
    """Ends a doubt that is over, and marks who surely cannot be reached any more; how many."""
    until = await connection.scalar(select(telegram.c.doubted_until))
    if (until and until > now) or await _may_be_ours(connection, now) or await _may_still_be(connection):
        return 0
    if until:
        await connection.execute(update(telegram).values(doubted_since=None, doubted_until=None))
    sure = select(persons.c.id).where(
        _IS_WAITING,
        persons.c.refused_last_at <= now - SETTLING,
        persons.c.refused_last_at > persons.c.refused_at,
        _others_hear(persons.c.refused_at),
    )
    found = (await connection.scalars(sure.limit(PORTION))).all()
    for person_id in found:
        await people.lose(connection, person_id, now)
    return len(found)


async def ask_again(connection: Connection, now: datetime) -> None:
    """Plans a sign to those who were marked on an earlier day, and not confirmed yet: once a day, until it is sure."""
    today = f"{now:%Y-%m-%d}"
    values = {
        "person_id": persons.c.id,
        "lane": literal(int(Lane.REMINDER)),
        "kind": literal(StillThere.KIND),
        "subject_id": literal(None, rows.c.subject_id.type),
        "params": literal({}, rows.c.params.type),
        "state": literal("ready"),
        "due_at": literal(None, rows.c.due_at.type),
        "created_at": literal(now, rows.c.created_at.type),
        "dedupe_key": literal("still_there:") + cast(persons.c.id, String) + literal(f":{today}"),
    }
    asked = rows.alias()
    marked = (
        persons.c.unreachable_at <= now - DAY,
        persons.c.gone_confirmed_at.is_(None),
        persons.c.stopped_at.is_(None),
        ~exists().where(asked.c.dedupe_key == values["dedupe_key"]),
    )
    statement = insert(connection, rows).from_select(
        COLUMNS, select(*(values[name] for name in COLUMNS)).where(*marked).limit(PORTION)
    )
    await connection.execute(statement.on_conflict_do_nothing(index_elements=["dedupe_key"]))
