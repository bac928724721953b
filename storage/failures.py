"""What went wrong: messages given up, dead letters among the updates, and silence where answers are due."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import case, func, literal_column, or_, select

from storage import queues
from storage.connection import Connection
from storage.dialect import in_state
from storage.outbox import Lane
from storage.sending import REFUSED
from storage.tables import inbox, outbox, people, rounds


class Failure(Struct, frozen=True):
    """So many messages of one kind, or updates (`kind` None), that failed by the same sort of error.

    unreachable: because their person blocked the bot or left Telegram, which is nobody's fault.
    """

    kind: str | None
    error: str
    count: int
    unreachable: bool = False


class Failures(Struct, frozen=True):
    """The failures of a period, the most frequent first."""

    messages: Sequence[Failure]
    updates: Sequence[Failure]

    @property
    def unsent(self) -> int:
        """Messages given up although their person could be reached."""
        return sum(failure.count for failure in self.messages if not failure.unreachable)

    @property
    def unreachable(self) -> int:
        """Messages given up because their person cannot be reached any more."""
        return sum(failure.count for failure in self.messages if failure.unreachable)

    @property
    def dead_letters(self) -> int:
        """Updates that failed at every try."""
        return sum(failure.count for failure in self.updates)


async def since(connection: Connection, at: datetime) -> Failures:
    """What failed after `at`."""
    return Failures(await _unsent(connection, at), await _dead_letters(connection, at))


async def _unsent(connection: Connection, at: datetime) -> list[Failure]:
    refused = outbox.c.error.startswith(REFUSED)
    gone = case((or_(people.c.unreachable_at.is_not(None), refused), 1), else_=0)
    failed = (
        select(outbox.c.kind, func.coalesce(outbox.c.error, "unknown"), func.count(), gone)
        .join_from(outbox, people, outbox.c.person_id == people.c.id, isouter=True)
        .where(in_state(outbox, "failed"), outbox.c.done_at > at)
        .group_by(outbox.c.kind, outbox.c.error, gone)
        .order_by(func.count().desc(), outbox.c.kind, outbox.c.error)
    )
    rows = await connection.execute(failed)
    return [Failure(kind, error, count, bool(unreachable)) for kind, error, count, unreachable in rows]


async def _dead_letters(connection: Connection, at: datetime) -> list[Failure]:
    is_done = inbox.c.state != literal_column("'waiting'")  # of no effect: it lets the database use its index
    aside = (
        select(func.coalesce(inbox.c.error, "unknown"), func.count())
        .where(is_done, inbox.c.done_at > at, in_state(inbox, "set_aside"))
        .group_by(inbox.c.error)
        .order_by(func.count().desc(), inbox.c.error)
    )
    return [Failure(None, error, count) for error, count in await connection.execute(aside)]


async def silence(connection: Connection, now: datetime, long: timedelta, asked: int) -> bool:
    """Whether nothing at all has come in for `long` although it should have.

    It should have when a round is open and at least `asked` messages of it went out after the last update,
    `long` ago or earlier: of so many people somebody would have tapped by now.
    """
    last = await queues.last_received_at(connection)
    opened = await connection.scalar(select(func.min(rounds.c.opened_at)).where(in_state(rounds, "open")))
    if opened is None or (last is not None and last > now - long):
        return False
    unanswered = select(func.count()).where(
        outbox.c.state == "sent",
        outbox.c.lane != Lane.INTERACTIVE,
        outbox.c.done_at >= max(opened, last or opened),
        outbox.c.done_at <= now - long,
    )
    return (await connection.scalar(unanswered) or 0) >= asked


async def was_told(connection: Connection, dedupe_keys: Sequence[str], at: datetime) -> bool:
    """Whether a message with one of these keys was written down after `at`."""
    told = select(outbox.c.id).where(outbox.c.dedupe_key.in_(dedupe_keys), outbox.c.created_at > at).limit(1)
    return await connection.scalar(told) is not None
