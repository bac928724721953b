"""What waits, how long, and when something last went in or out: figures for whoever watches over the bot."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import case, exists, func, select

from storage.connection import Connection
from storage.dialect import in_state
from storage.outbox import Lane
from storage.tables import UtcTime, inbox, outbox, people


class Queue(Struct, frozen=True):
    """How many wait, and since when the oldest does (None: nothing waits)."""

    waiting: int = 0
    since: datetime | None = None


#: Since when a row may be said: what was planned for later waits from then on.
_SINCE = case((outbox.c.attempts == 0, func.coalesce(outbox.c.due_at, outbox.c.created_at)), else_=outbox.c.created_at)
_REFUSED = exists().where(people.c.id == outbox.c.person_id, people.c.refused_at.is_not(None))
_LANES = (
    select(outbox.c.lane, func.count(), func.min(_SINCE, type_=UtcTime()))
    .where(in_state(outbox, "planned", "ready", "sending", "unknown"), outbox.c.state != "planned", ~_REFUSED)
    .group_by(outbox.c.lane)
)


async def outbox_lanes(connection: Connection) -> dict[Lane, Queue]:
    """For each lane what may be said now and is not known to have arrived; not what is planned for later, or held."""
    found = {Lane(lane): Queue(waiting, since) for lane, waiting, since in await connection.execute(_LANES)}
    return {lane: found.get(lane, Queue()) for lane in Lane}


async def inbox_waiting(connection: Connection) -> Queue:
    """Updates received and not yet handled."""
    waiting = select(func.count(), func.min(inbox.c.received_at)).where(in_state(inbox, "waiting"))
    return Queue(*(await connection.execute(waiting)).one())


async def dead_letters(connection: Connection) -> int:
    """How many updates became dead letters in the days their numbers are kept."""
    return await connection.scalar(select(func.count()).where(in_state(inbox, "set_aside"))) or 0


async def failing(connection: Connection) -> int:
    """How many waiting updates have failed before."""
    waiting = in_state(inbox, "waiting")
    return await connection.scalar(select(func.count()).where(waiting, inbox.c.attempts > 0)) or 0


async def last_received_at(connection: Connection) -> datetime | None:
    """When the newest update came in; None when none did in the days their numbers are kept."""
    newest = select(inbox.c.received_at).order_by(inbox.c.update_id.desc()).limit(1)
    found: datetime | None = await connection.scalar(newest)
    return found


async def last_sent_at(connection: Connection) -> datetime | None:
    """When something was last said; None when nothing was in the weeks that rows are kept."""
    found: datetime | None = await connection.scalar(select(func.max(outbox.c.done_at)).where(outbox.c.state == "sent"))
    return found
