"""The processes at work, by the heartbeats they leave here every few seconds."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct, field
from sqlalchemy import ColumnElement, Row, delete, func, select

from storage.connection import Connection
from storage.dialect import insert
from storage.tables import replicas

#: A process that has not been seen for this long is taken to be gone.
GONE = timedelta(minutes=3)
#: Why what needs the database for itself is not done.
AT_WORK = "the bot is running on this database, or was until a moment ago; stop it first"
#: So long its row is kept for whoever wonders when it was last seen.
KEEP = timedelta(days=7)


class Replica(Struct, frozen=True):
    """A process: when it started, was last seen, and was last let in by Telegram to receive (None: not yet).

    troubles: what it finds wrong with itself: each part, and why ("": nobody knows).
    """

    id: str
    started_at: datetime
    seen_at: datetime
    heard_at: datetime | None
    troubles: Mapping[str, str] = field(default_factory=dict)


async def show(connection: Connection, replica: Replica) -> None:
    """Leaves this process's heartbeat, and removes the rows of those long gone."""
    values = {"seen_at": replica.seen_at, "heard_at": replica.heard_at, "troubles": dict(replica.troubles)}
    row = {"id": replica.id, "started_at": replica.started_at, **values}
    statement = insert(connection, replicas).values(row)
    again = values | {"beats": replicas.c.beats + 1}
    await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=again))
    await connection.execute(delete(replicas).where(replicas.c.seen_at <= replica.seen_at - KEEP))


async def leave(connection: Connection, replica_id: str) -> None:
    """This process stops: nobody needs to wait until it counts as gone."""
    await connection.execute(delete(replicas).where(replicas.c.id == replica_id))


async def forget_all(connection: Connection) -> None:
    """No process works on this database: it was restored just now."""
    await connection.execute(delete(replicas))


async def at_work(connection: Connection, now: datetime) -> list[Replica]:
    """The processes seen within `GONE`, the longest running first."""
    seen = select(replicas).where(_lately(now)).order_by(replicas.c.started_at)
    return [_replica(row) for row in await connection.execute(seen)]


async def beats(connection: Connection) -> dict[str, int]:
    """How often each process beat that was seen about as lately as the newest.

    Whether it lives is seen by looking again, also when its clock and ours tell different times.
    """
    rows = (await connection.execute(select(replicas.c.id, replicas.c.beats, replicas.c.seen_at))).all()
    newest = max((row.seen_at for row in rows), default=None)
    return {row.id: row.beats for row in rows if newest and row.seen_at > newest - GONE}


async def these(connection: Connection, ids: Collection[str]) -> list[Replica]:
    """The processes with these ids, the longest running first."""
    found = select(replicas).where(replicas.c.id.in_(ids)).order_by(replicas.c.started_at)
    return [_replica(row) for row in await connection.execute(found)]


def _replica(row: Row[Any]) -> Replica:
    return Replica(row.id, row.started_at, row.seen_at, row.heard_at, row.troubles or {})


async def are_at_work(connection: Connection, now: datetime) -> bool:
    """Whether any process is. Asks only for what stood in this table from the first version on."""
    return bool(await connection.scalar(select(select(replicas.c.id).where(_lately(now)).exists())))


def _lately(now: datetime) -> ColumnElement[bool]:
    """Not what a clock wrote that was ahead: of a process that is gone, it would hold everybody up until then."""
    return replicas.c.seen_at.between(now - GONE, now + GONE)


async def heard_until(connection: Connection, now: datetime) -> datetime | None:
    """What people sent until then has come in: when Telegram last let a process receive; None: not lately."""
    heard: datetime | None = await connection.scalar(select(func.max(replicas.c.heard_at)))
    return min(now, heard) if heard else None


async def seen(connection: Connection) -> dict[str, datetime]:
    """When each process was last seen, by its own clock. Asks only for what the first version had, too."""
    return {row.id: row.seen_at for row in await connection.execute(select(replicas.c.id, replicas.c.seen_at))}


async def last_seen_at(connection: Connection) -> datetime | None:
    """When any process was last seen; None when there was none in `KEEP`, or each has stopped properly."""
    found: datetime | None = await connection.scalar(
        select(replicas.c.seen_at).order_by(replicas.c.seen_at.desc()).limit(1)
    )
    return found
