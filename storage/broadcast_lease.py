"""Who speaks to the many: one sender at a time, by a lease that others take over when it lapses."""

from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import or_, select, update

from storage.connection import Connection
from storage.dialect import insert
from storage.tables import telegram

#: A broadcaster that does not renew within this time is taken to be dead.
LEASE = timedelta(seconds=30)
_STATE = select(telegram.c.broadcaster, telegram.c.broadcast_until, telegram.c.silent_until, telegram.c.doubted_until)


class State(Struct, frozen=True):
    """Who speaks to the many, until when, and until when nobody speaks at all: what Telegram asked of all of us.

    doubted_until: until then nobody speaks to the many, because too many refuse.
    """

    broadcaster: str | None = None
    broadcast_until: datetime | None = None
    silent_until: datetime | None = None
    doubted_until: datetime | None = None


async def state(connection: Connection) -> State:
    """As it is now."""
    row = (await connection.execute(_STATE)).first()
    return State(*row) if row else State()


async def acquire(connection: Connection, owner: str, now: datetime, state: State) -> bool:
    """Whether this sender has the broadcast lanes now; takes or renews the lease when it is free or half over.

    The lease is looked at in the transaction that claims rows, and renewed long before it lapses: who lost it
    cannot claim any more.
    """
    if state.doubted_until and state.doubted_until > now:
        return False  # so many refuse that it may be our own fault: nothing is sent that nobody asked for
    until = state.broadcast_until
    if until and state.broadcaster == owner and until > now + LEASE / 2:
        return True
    if until and state.broadcaster not in (None, owner) and until > now:
        return False
    await connection.execute(insert(connection, telegram).values(id=1).on_conflict_do_nothing(index_elements=["id"]))
    free = or_(telegram.c.broadcaster.is_(None), telegram.c.broadcaster == owner, telegram.c.broadcast_until <= now)
    taken = update(telegram).where(telegram.c.id == 1, free).values(broadcaster=owner, broadcast_until=now + LEASE)
    return (await connection.execute(taken)).rowcount == 1


async def release(connection: Connection, owner: str) -> None:
    """A sender that stops leaves the lanes to the others at once."""
    mine = update(telegram).where(telegram.c.broadcaster == owner)
    await connection.execute(mine.values(broadcaster=None, broadcast_until=None))
