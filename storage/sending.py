"""How the sender takes what is to be said, and what became of it: leases, doubts, second tries.

The states are those of storage.outbox.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
from msgspec import Struct
from sqlalchemy import ColumnElement, and_, bindparam, case, exists, or_, select, update

from rules.address import Address
from storage.among import among
from storage.chats import Keyboard
from storage.connection import Connection
from storage.dialect import in_state, insert
from storage.outbox import CONCERNS_ALL, LANGUAGE, TAKES_WORDS_AWAY, UNSAID, Lane
from storage.tables import UtcTime, outbox, people, telegram

#: A sender that has not reported within this time is taken to be dead.
LEASE = timedelta(seconds=30)
#: How long after an ambiguous send it is said again, unless something proved that it arrived.
DOUBT = timedelta(seconds=60)
#: Two computers whose clocks are kept right tell times that differ by less.
APART = timedelta(seconds=2)
#: Of `error`: Telegram did not let it through to this person; why stands behind it.
REFUSED = "refused: "


class Row(Struct, frozen=True):
    """A claimed row. `attempt` is 1 the first time; it is said at `address`, in `language`.

    written_at: when it was written down, by the clock of who did; planned_for: the moment that was chosen for it. Both
    are aware UTC times.
    plain: to somebody who has one idea per message, and no formatting. stopped: to somebody who wants no messages.
    refused: to somebody who could not be reached until now.
    """

    id: int
    kind: str
    subject_id: int | None
    params: Mapping[str, Any]
    person_id: int | None
    address: Address
    edits: int | None
    attempt: int
    lane: int
    language: str | None = None
    plain: bool = False
    stopped: bool = False
    refused: bool = False
    planned_for: datetime | None = None
    written_at: datetime | None = None

    @property
    def is_unwanted(self) -> bool:
        """Something that nobody asked for, to somebody who stopped; also when it waited for another try since."""
        return self.stopped and self.lane != Lane.INTERACTIVE and self.kind not in CONCERNS_ALL + TAKES_WORDS_AWAY


async def recover(connection: Connection, now: datetime) -> None:
    """Takes over what dead senders left: first doubt, and after `DOUBT` a second try. Edits need no doubt."""
    lapsed = in_state(outbox, "sending") & (outbox.c.lease_until <= now)
    mine = {"lease_owner": None}
    await connection.execute(update(outbox).where(lapsed, outbox.c.edits.is_not(None)).values(state="ready", **mine))
    await connection.execute(
        update(outbox).where(lapsed).values(state="unknown", lease_until=now + DOUBT - LEASE, **mine)
    )
    doubted = in_state(outbox, "unknown") & (outbox.c.lease_until <= now)
    await connection.execute(update(outbox).where(doubted).values(state="ready"))


async def silent_until(connection: Connection) -> datetime | None:
    """Until when Telegram asked all of us to be silent."""
    found: datetime | None = await connection.scalar(select(telegram.c.silent_until))
    return found


async def slow_down(connection: Connection, pause: timedelta, now: datetime) -> None:
    """Telegram said "retry after": for so long no process sends, also on another computer with a clock ahead of ours.

    Only on PostgreSQL there may be one.
    """
    await be_silent(connection, now + pause + (timedelta() if connection.dialect.name == "sqlite" else APART))


async def be_silent(connection: Connection, until: datetime) -> None:
    """No process sends before `until`. A shorter wish does not end a longer one."""
    longest = case((telegram.c.silent_until > until, telegram.c.silent_until), else_=until)
    statement = insert(connection, telegram).values(id=1, silent_until=until)
    await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"silent_until": longest}))


def _is_next_in(addressee: str) -> ColumnElement[bool]:
    """Nothing is on its way to the same addressee, and nothing waits before this: also not for another try."""
    other = outbox.alias()
    before = or_(other.c.lane < outbox.c.lane, and_(other.c.lane == outbox.c.lane, other.c.id < outbox.c.id))
    ahead = exists().where(
        other.c[addressee] == outbox.c[addressee],
        in_state(other, *UNSAID),  # by itself of no effect: it lets the database use the index by person
        or_(in_state(other, "sending"), and_(in_state(other, "ready"), before)),
    )
    return or_(outbox.c[addressee].is_(None), ~ahead)


#: Looked at in the very statement that claims: another process may have been asked for silence a moment ago.
_NOBODY_IS_SILENCED = ~exists().where(telegram.c.silent_until > bindparam("now", type_=UtcTime()))
_WANTED = (
    select(
        *(outbox, people.c.address, people.c.language, people.c.plain, people.c.stopped_at),
        or_(people.c.refused_at.is_not(None), people.c.unreachable_at.is_not(None)).label("refused"),
    )
    .join_from(outbox, people, outbox.c.person_id == people.c.id, isouter=True)
    .where(
        in_state(outbox, "ready"),
        outbox.c.lane <= bindparam("last_lane"),
        or_(outbox.c.due_at.is_(None), outbox.c.due_at <= bindparam("now", type_=UtcTime())),
        _is_next_in("person_id"),
        _is_next_in("chat_id"),
        or_(people.c.retry_at.is_(None), people.c.retry_at <= bindparam("now", type_=UtcTime())),
        _NOBODY_IS_SILENCED,
    )
    .order_by(outbox.c.lane, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=outbox)
)
_LEASE = (
    update(outbox)
    .where(among(outbox.c.id, "ids"))
    .values(
        state="sending",
        lease_owner=bindparam("owner"),
        lease_until=bindparam("until"),
        attempts=outbox.c.attempts + 1,
    )
)


async def is_overtaken(connection: Connection, row: Row) -> bool:
    """Whether what this edit is to show waits behind it: in a newer edit of the message, or in a new message below.

    Only the newest is to be seen. An edit that shows a question just before a new message does would have two places
    to answer it, and nobody could say to which a text between them belongs.
    """
    goes_on_below = outbox.c.edits.is_(None) & (outbox.c.kind == row.kind) & (outbox.c.subject_id == row.subject_id)
    newer = (outbox.c.person_id == row.person_id) & (outbox.c.id > row.id)
    newer &= or_(outbox.c.edits == row.edits, goes_on_below)
    found = select(outbox.c.id).where(newer, in_state(outbox, *UNSAID)).limit(1)
    return (await connection.scalar(found)) is not None


async def claim(connection: Connection, owner: str, now: datetime, limit: int, last: Lane) -> list[Row]:
    """Leases up to `limit` rows to this sender: in order of lanes, none after `last`, one per chat at a time."""
    found = await connection.execute(_WANTED, {"last_lane": last, "now": now, "most": limit})
    rows = [_row(each) for each in found.mappings()]
    if rows:
        leased = {"ids": [row.id for row in rows], "owner": owner, "until": now + LEASE}
        await connection.execute(_LEASE, leased)
    return rows


def _row(found: Mapping[Any, Any]) -> Row:
    return Row(
        id=found["id"],
        kind=found["kind"],
        subject_id=found["subject_id"],
        params={name: value for name, value in found["params"].items() if name != LANGUAGE},
        person_id=found["person_id"],
        address=found["address"] or found["chat_id"],
        edits=found["edits"],
        attempt=found["attempts"] + 1,
        lane=found["lane"],
        planned_for=found["planned_for"] or found["created_at"],
        written_at=found["created_at"],
        language=found["language"] or found["params"].get(LANGUAGE),
        plain=bool(found["plain"]),
        stopped=found["stopped_at"] is not None,
        refused=bool(found["refused"]),
    )


def _held(row: Row, owner: str) -> Any:
    """Still ours: the same lease and the same attempt. A sender that was thought dead finds False here."""
    return and_(
        outbox.c.id == row.id,
        outbox.c.state == "sending",
        outbox.c.lease_owner == owner,
        outbox.c.attempts == row.attempt,
    )


async def settle(connection: Connection, row: Row, owner: str, state: str, now: datetime, **values: Any) -> bool:
    """Records how a send ended ("sent", "failed", "cancelled"); False when somebody else took the row over."""
    done = update(outbox).where(_held(row, owner))
    return (await connection.execute(done.values(state=state, done_at=now, lease_owner=None, **values))).rowcount == 1


#: Also when its sender was thought dead meanwhile: the same attempt tells that nobody has said it again yet.
_SENT = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        in_state(outbox, "sending", "unknown"),
        outbox.c.attempts == bindparam("attempt"),
    )
    .values(
        state="sent",
        done_at=bindparam("now"),
        lease_owner=None,
        message_id=bindparam("message"),
        ahead=bindparam("ahead"),
        buttons=bindparam("keyboard"),
    )
)
#: A row, its message id (None: not a message), those of the messages ahead of it, and the buttons it has there.
Arrived = tuple[Row, int | None, Sequence[int], Keyboard]


async def sent(connection: Connection, arrived_as: Sequence[Arrived], now: datetime) -> None:
    """Records rows that arrived. One taken over stays as it is."""
    values = [
        {
            "row": row.id,
            "attempt": row.attempt,
            "now": now,
            "message": message_id,
            "ahead": list(ahead) or None,
            "keyboard": orjson.dumps(keyboard).decode() if keyboard else None,
        }
        for row, message_id, ahead, keyboard in arrived_as
    ]
    if values:
        await connection.execute(_SENT, values)


async def doubt(connection: Connection, row: Row, owner: str, now: datetime, error: str) -> bool:
    """Maybe sent: wait for a sign that it arrived, else say it again after `DOUBT`. False: it came already."""
    values = {"state": "unknown", "lease_until": now + DOUBT, "lease_owner": None, "error": error}
    return (await connection.execute(update(outbox).where(_held(row, owner)).values(values))).rowcount == 1


async def retry(connection: Connection, row: Row, owner: str, at: datetime, error: str) -> bool:
    """Surely not sent, or twice is no harm: back in the queue, not before `at`. False: it is in other hands."""
    values = {"state": "ready", "due_at": at, "lease_owner": None, "lease_until": None, "error": error}
    return (await connection.execute(update(outbox).where(_held(row, owner)).values(values))).rowcount == 1


async def put_off(connection: Connection, row: Row, owner: str, until: datetime) -> None:
    """Not said now, but planned for that moment: the tick lets it go then."""
    values = {"state": "planned", "due_at": until, "lease_owner": None, "lease_until": None}
    await connection.execute(update(outbox).where(_held(row, owner)).values(values))


async def say_anew(connection: Connection, row: Row, owner: str, now: datetime) -> None:
    """The message that this edits cannot be edited: the same is said below, unless something newer is about to be."""
    if await is_overtaken(connection, row):
        await settle(connection, row, owner, "cancelled", now)
        return
    anew = {"edits": None, "state": "ready", "due_at": now, "lease_owner": None, "lease_until": None}
    await connection.execute(update(outbox).where(_held(row, owner)).values(anew))


async def in_flight_to(connection: Connection, person_id: int) -> bool:
    """Whether something is being sent to this person at this very moment."""
    sending = select(outbox.c.id).where(outbox.c.person_id == person_id, in_state(outbox, "sending")).limit(1)
    return (await connection.scalar(sending)) is not None
