"""Things to say and not yet said: written down with what caused them, said by the sender.

States: planned (waits for the tick) → ready → sending (a lease) → sent | ready (surely not sent) | unknown
(maybe sent) | failed | cancelled. A row says what to say as a payload of ids; words are made when it is sent.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, exists, or_, select, true, update

from rules.address import Address
from rules.keeping import TRACES_DAYS
from rules.payloads.check_in import CheckInAskedOver, CheckInClosed
from rules.payloads.endings import LetterCame, RoleEnded
from rules.payloads.further import FurtherQuestion
from rules.payloads.leaving import MessageEmptied, MessagesTakenAway
from rules.payloads.notes import Note, NotKept
from rules.payloads.owner_message import OwnerMessage
from rules.payloads.payload import PAYLOADS, Payload, stored
from rules.payloads.publications import Publication, PublicationOver
from storage.connection import Connection
from storage.dialect import built_once, in_state, insert
from storage.padding import padded
from storage.tables import UtcTime, outbox, people, telegram
from storage.unit_of_work import later

#: A sender that has not reported within this time is taken to be dead.
LEASE = timedelta(seconds=30)
#: How long after an ambiguous send it is said again, unless something proved that it arrived.
DOUBT = timedelta(seconds=60)
#: Rows that are done are kept this long, to recognise what was already said.
KEEP = timedelta(days=TRACES_DAYS)
#: Beside the params of a payload: in which language to speak to a chat that is nobody's.
LANGUAGE = "language"
#: Of `error`: Telegram did not let it through to this person; why stands behind it.
REFUSED = "refused: "
#: What goes also to who stopped: it tells them what happened to their data, or that others end their part.
CONCERNS_ALL = (OwnerMessage.KIND, LetterCame.KIND, RoleEnded.KIND)
#: Nothing is said with these: words and buttons go from the screen, also of who wants no messages any more.
TAKES_WORDS_AWAY = (
    *(CheckInClosed.KIND, CheckInAskedOver.KIND, PublicationOver.KIND),
    *(MessageEmptied.KIND, MessagesTakenAway.KIND),
)
WAITING = ("planned", "ready", "unknown")
UNSAID = ("planned", "ready", "sending", "unknown")


#: The buttons of a message: the words on each, and the data of its tap.
Keyboard = Sequence[Sequence[str]]


class Lane(IntEnum):
    """Who goes first."""

    INTERACTIVE = 0
    REMINDER = 1
    BROADCAST = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A claimed row. `attempt` is 1 the first time; it is said at `address`, in `language`.

    planned_for: the moment that was chosen for it, an aware UTC time.
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

    @property
    def is_unwanted(self) -> bool:
        """Something that nobody asked for, to somebody who stopped; also when it waited for another try since."""
        return self.stopped and self.lane != Lane.INTERACTIVE and self.kind not in CONCERNS_ALL + TAKES_WORDS_AWAY


_ADD = built_once(lambda insert: insert.on_conflict_do_nothing(index_elements=["dedupe_key"]), outbox)


async def add(
    connection: Connection,
    payload: Payload,
    *,
    now: datetime,
    person_id: int | None = None,
    address: Address | None = None,
    lane: Lane = Lane.INTERACTIVE,
    edits: int | None = None,
    dedupe_key: str | None = None,
    due_at: datetime | None = None,
    language: str | None = None,
) -> None:
    """Writes down something to say to a person, or at an address in this language.

    The same `dedupe_key` twice is said once.
    """
    if edits is not None:
        await later(connection, _OLDER_EDIT, {"person": person_id, "message": edits})
    kind, subject_id, params = stored(payload)
    row = {
        "kind": kind,
        "subject_id": subject_id,
        "params": params | {LANGUAGE: language} if language else params,
        "person_id": person_id,
        "chat_id": address,
        "lane": lane,
        "edits": edits,
        "dedupe_key": dedupe_key,
        "state": "planned" if due_at and due_at > now else "ready",
        "due_at": due_at,
        "created_at": now,
    }
    await later(connection, _ADD(connection), row)


#: An edit not yet sent is overtaken by a newer one of the same message: both would show the newest state.
_OLDER_EDIT = delete(outbox).where(
    outbox.c.person_id == bindparam("person"),
    outbox.c.edits == bindparam("message"),
    in_state(outbox, "ready"),
    in_state(outbox, *UNSAID),  # by itself of no effect: it lets the database use the index by person
)


async def take_back_edits(connection: Connection, person_id: int, payload: type[Payload], subject_id: int) -> None:
    """Edits not yet made, because it is said in a new message now: a question stands in one place."""
    waiting = (outbox.c.person_id == person_id) & (outbox.c.kind == payload.KIND) & (outbox.c.subject_id == subject_id)
    await connection.execute(delete(outbox).where(waiting, outbox.c.edits.is_not(None), in_state(outbox, "ready")))


def _is_due(now: datetime) -> ColumnElement[bool]:
    return in_state(outbox, "planned") & (outbox.c.due_at <= now)


async def planned(connection: Connection, now: datetime) -> list[int]:
    """The ids of planned rows whose time has come, in order."""
    return list(await connection.scalars(select(outbox.c.id).where(_is_due(now)).order_by(outbox.c.id)))


async def release(connection: Connection, ids: Sequence[int], now: datetime) -> int:
    """Lets planned rows go whose time has come, from the first of these ids to the last; how many."""
    due = update(outbox).where(_is_due(now), outbox.c.id.between(ids[0], ids[-1]))
    let_go = {"state": "ready", "planned_for": outbox.c.due_at, "due_at": None}
    return (await connection.execute(due.values(let_go))).rowcount


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


async def be_silent(connection: Connection, until: datetime) -> None:
    """Telegram said "retry after": no process sends before `until`. A shorter wish does not end a longer one."""
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


#: What is asked below the thanks, and may be left; and that something was not kept, which leaves what it stands below.
_IN_PASSING = (FurtherQuestion.KIND, Publication.KIND, NotKept.KIND)
#: The texts note.* that answer what was typed beside a question, which still stands above them.
_ANSWERED_IN_PASSING = ("tap_a_button", "emergency", "who_reads", "hello", "welcome", "fine")
#: So many rows of what was said last: a message has one for each time that it was edited.
_LOOKED_THROUGH = 20
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
        outbox.c.lane.in_(bindparam("lanes", expanding=True)),
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
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
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


async def claim(connection: Connection, owner: str, now: datetime, limit: int, lanes: Sequence[int]) -> list[Row]:
    """Leases up to `limit` rows to this sender: first lanes first, in order, one per chat at a time."""
    found = await connection.execute(_WANTED, {"lanes": list(lanes), "now": now, "most": limit})
    rows = [_row(each) for each in found.mappings()]
    if rows:
        leased = {"ids": padded(row.id for row in rows), "owner": owner, "until": now + LEASE}
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
            "keyboard": json.dumps(keyboard) if keyboard else None,
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


async def arrived(
    connection: Connection, payload: type[Payload], subject_id: int, message_id: int, now: datetime
) -> None:
    """A tap on a message proves that it arrived, whatever its sender noted or could not: it is not said again."""
    the_send = (outbox.c.kind == payload.KIND) & (outbox.c.subject_id == subject_id) & outbox.c.edits.is_(None)
    proven = {"state": "sent", "message_id": message_id, "done_at": now, "lease_until": None, "lease_owner": None}
    unsettled = or_(in_state(outbox, "sending"), _IS_IN_DOUBT)
    await connection.execute(update(outbox).where(the_send, unsettled).values(proven))


async def cancel(connection: Connection, person_id: int, now: datetime, *, is_gone: bool = False) -> None:
    """Takes back what is not yet said to a person, but for what concerns them wherever they are.

    Who is not gone still hears what they typed something for a moment ago: whom to call, say; and loses old words.
    """
    is_theirs = (outbox.c.person_id == person_id) & outbox.c.kind.not_in(CONCERNS_ALL)
    is_reply = is_one_of((Note, NotKept)) & (outbox.c.lane == int(Lane.INTERACTIVE)) & in_state(outbox, "ready")
    stays = is_reply | outbox.c.kind.in_(TAKES_WORDS_AWAY)
    waiting = is_theirs & in_state(outbox, *WAITING) & (true() if is_gone else ~stays)
    await connection.execute(update(outbox).where(waiting).values(state="cancelled", done_at=now))


async def in_flight_to(connection: Connection, person_id: int) -> bool:
    """Whether something is being sent to this person at this very moment."""
    sending = select(outbox.c.id).where(outbox.c.person_id == person_id, in_state(outbox, "sending")).limit(1)
    return (await connection.scalar(sending)) is not None


def _of(person_id: int, payloads: Sequence[type[Payload]], subject_id: int) -> ColumnElement[bool]:
    return and_(outbox.c.person_id == person_id, is_one_of(payloads), outbox.c.subject_id == subject_id)


def is_one_of(payloads: Sequence[type[Payload]]) -> ColumnElement[bool]:
    """Of `outbox`: the row says one of these."""
    return outbox.c.kind.in_([payload.KIND for payload in payloads])


#: Sent at least once, and nobody knows how that ended: no refusal came, and no message is known.
_WAS_IN_DOUBT = and_(outbox.c.attempts > 1, outbox.c.due_at.is_(None))
_IS_IN_DOUBT = or_(
    and_(in_state(outbox, "ready", "unknown"), outbox.c.lease_until.is_not(None)),
    and_(in_state(outbox, "sending"), _WAS_IN_DOUBT),
)


async def may_have_arrived(
    connection: Connection, person_id: int, payloads: Sequence[type[Payload]], subject_id: int
) -> bool:
    """Whether one of these was sent, or a message edited to say it, and nobody knows how that ended."""
    in_doubt = in_state(outbox, *UNSAID) & _IS_IN_DOUBT  # the first of no effect: it lets the index by person be used
    found = select(outbox.c.id).where(_of(person_id, payloads, subject_id), in_doubt).limit(1)
    return (await connection.scalar(found)) is not None


async def was_said_between(
    connection: Connection,
    person_id: int,
    payloads: Sequence[type[Payload]],
    subject_id: int,
    above: int,
    below: int,
) -> bool:
    """Whether a message with one of these came, or may have come, between these two messages in the chat."""
    maybe_before = and_(outbox.c.message_id > below, _WAS_IN_DOUBT)
    came = or_(outbox.c.message_id.between(above, below), maybe_before)
    found = select(outbox.c.id).where(_of(person_id, payloads, subject_id), outbox.c.edits.is_(None), came).limit(1)
    return (await connection.scalar(found)) is not None


async def newest_shown(
    connection: Connection, person_id: int, payloads: Sequence[type[Payload]]
) -> type[Payload] | None:
    """Which of these is furthest down in the chat with this person; None when none of them is there."""
    shown = select(outbox.c.kind).where(
        outbox.c.person_id == person_id, is_one_of(payloads), outbox.c.message_id.is_not(None)
    )
    kind = await connection.scalar(shown.order_by(outbox.c.message_id.desc(), outbox.c.id.desc()).limit(1))
    return PAYLOADS[kind] if kind else None


async def keyboards_above(connection: Connection, person_id: int, message_id: int) -> list[tuple[int, Keyboard]]:
    """The bot's messages above this message of the person that can still be answered, the newest first.

    Each by its number with its buttons as they are now: the newest one, and where that is said in passing also
    what it came below. [] for none.
    """
    said = select(outbox.c.message_id, outbox.c.buttons, outbox.c.kind, outbox.c.params).where(
        outbox.c.person_id == person_id, outbox.c.message_id < message_id, in_state(outbox, "sent")
    )
    newest = said.order_by(outbox.c.message_id.desc(), outbox.c.id.desc()).limit(_LOOKED_THROUGH)
    found: dict[int, Keyboard] = {}
    for row in await connection.execute(newest):
        if row.message_id not in found:
            found[row.message_id] = json.loads(row.buttons or "[]")
            if row.kind not in _IN_PASSING and not (
                row.kind == Note.KIND and row.params["key"] in _ANSWERED_IN_PASSING
            ):
                break
    return list(found.items())


async def messages_about(connection: Connection, payload: type[Payload], subject_id: int) -> list[tuple[int, int]]:
    """(person id, message id) of every message that says this about this subject that is on somebody's phone."""
    said = (
        select(outbox.c.person_id, outbox.c.message_id)
        .where(
            outbox.c.kind == payload.KIND,
            outbox.c.subject_id == subject_id,
            outbox.c.person_id.is_not(None),
            outbox.c.message_id.is_not(None),
        )
        .distinct()
        .order_by(outbox.c.message_id)
    )
    return [(row[0], row[1]) for row in await connection.execute(said)]


async def forget_done(connection: Connection, now: datetime) -> None:
    """Removes rows that were done long ago."""
    await connection.execute(delete(outbox).where(outbox.c.done_at <= now - KEEP))
