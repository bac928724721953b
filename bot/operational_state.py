"""How the bot stands at a moment, from its database alone: for `/metrics`, and for `mantelzorg-bot status`."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from programme.model import Programme
from scheduler.rounds import overdue
from storage import backed_up, queues, refusals, rounds, sending
from storage.connection import Connection
from storage.outbox import Lane
from storage.queues import Queue
from storage.rounds import Round


class OperationalState(Struct, frozen=True):
    """What waits, what is open, and since when. Times are aware UTC.

    failing: waiting updates that failed before. set_aside: not yet forgotten.
    doubted_since: so many people refuse that it may be our own fault; refusing: how many do, and are not marked.
    overdue: when each round should have opened or closed that has not. silent_until: as Telegram asked, if it did.
    """

    lanes: Mapping[Lane, Queue]
    inbox: Queue
    failing: int
    dead_letters: int
    last_received_at: datetime | None
    open_rounds: Sequence[Round]
    overdue: Sequence[datetime]
    silent_until: datetime | None
    doubted_since: datetime | None = None
    refusing: int = 0
    backed_up_at: datetime | None = None


async def gather(connection: Connection, programme: Programme, now: datetime) -> OperationalState:
    """The figures at this moment."""
    silent_until = await sending.silent_until(connection)
    return OperationalState(
        lanes=await queues.outbox_lanes(connection),
        inbox=await queues.inbox_waiting(connection),
        failing=await queues.failing(connection),
        dead_letters=await queues.dead_letters(connection),
        last_received_at=await queues.last_received_at(connection),
        open_rounds=await rounds.open_everywhere(connection),
        overdue=await overdue(connection, programme, now),
        silent_until=silent_until if silent_until and silent_until > now else None,
        doubted_since=await refusals.doubted_since(connection),
        refusing=await refusals.count(connection),
        backed_up_at=await backed_up.last(connection),
    )
