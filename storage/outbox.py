"""Things to say and not yet said: written down with what caused them, said by the sender.

States: planned (waits for the tick) → ready → sending (a lease) → sent | ready (surely not sent) | unknown
(maybe sent) | failed | cancelled. A row says what to say as a payload of ids; words are made when it is sent.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import ColumnElement, bindparam, delete, select, true, update

from rules.address import Address
from rules.keeping import TRACES_DAYS
from rules.payloads.check_in import CheckInAskedOver, CheckInClosed
from rules.payloads.endings import LetterCame, RoleEnded
from rules.payloads.leaving import MessageEmptied, MessagesTakenAway
from rules.payloads.notes import Note, NotKept
from rules.payloads.owner_message import OwnerMessage
from rules.payloads.payload import Payload, stored
from rules.payloads.publications import PublicationOver
from storage.connection import Connection
from storage.dialect import built_once, in_state
from storage.tables import outbox
from storage.unit_of_work import later

#: Rows that are done are kept this long, to recognise what was already said.
KEEP = timedelta(days=TRACES_DAYS)
#: Beside the params of a payload: in which language to speak to a chat that is nobody's.
LANGUAGE = "language"
#: What goes also to who stopped: it tells them what happened to their data, or that others end their part.
CONCERNS_ALL = (OwnerMessage.KIND, LetterCame.KIND, RoleEnded.KIND)
#: Nothing is said with these: words and buttons go from the screen, also of who wants no messages any more.
TAKES_WORDS_AWAY = (
    *(CheckInClosed.KIND, CheckInAskedOver.KIND, PublicationOver.KIND),
    *(MessageEmptied.KIND, MessagesTakenAway.KIND),
)
WAITING = ("planned", "ready", "unknown")
UNSAID = ("planned", "ready", "sending", "unknown")


class Lane(IntEnum):
    """Who goes first."""

    INTERACTIVE = 0
    REMINDER = 1
    BROADCAST = 2


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
    # Sorted here: asked for in order, SQLite would go through everything that was ever said.
    return sorted(await connection.scalars(select(outbox.c.id).where(_is_due(now))))


async def release(connection: Connection, ids: Sequence[int], now: datetime) -> int:
    """Lets planned rows go whose time has come, from the first of these ids to the last; how many."""
    due = update(outbox).where(_is_due(now), outbox.c.id.between(ids[0], ids[-1]))
    let_go = {"state": "ready", "planned_for": outbox.c.due_at, "due_at": None}
    return (await connection.execute(due.values(let_go))).rowcount


async def cancel(connection: Connection, person_id: int, now: datetime, *, is_gone: bool = False) -> None:
    """Takes back what is not yet said to a person, but for what concerns them wherever they are.

    Who is not gone still hears what they typed something for a moment ago: whom to call, say; and loses old words.
    """
    is_theirs = (outbox.c.person_id == person_id) & outbox.c.kind.not_in(CONCERNS_ALL)
    is_reply = is_one_of((Note, NotKept)) & (outbox.c.lane == int(Lane.INTERACTIVE)) & in_state(outbox, "ready")
    stays = is_reply | outbox.c.kind.in_(TAKES_WORDS_AWAY)
    waiting = is_theirs & in_state(outbox, *WAITING) & (true() if is_gone else ~stays)
    await connection.execute(update(outbox).where(waiting).values(state="cancelled", done_at=now))


def is_one_of(payloads: Sequence[type[Payload]]) -> ColumnElement[bool]:
    """Of `outbox`: the row says one of these."""
    return outbox.c.kind.in_([payload.KIND for payload in payloads])


async def forget_done(connection: Connection, now: datetime) -> None:
    """Removes rows that were done long ago."""
    await connection.execute(delete(outbox).where(outbox.c.done_at <= now - KEEP))
