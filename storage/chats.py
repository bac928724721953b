"""What stands in the chats by our hand, or may stand there: messages that came, and their buttons.

The states are those of storage.outbox.
"""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, update

from rules.payloads.further import FurtherQuestion
from rules.payloads.notes import Note, NotKept
from rules.payloads.payload import PAYLOADS, Payload
from rules.payloads.publications import Publication
from storage.connection import Connection
from storage.dialect import in_state
from storage.outbox import UNSAID, is_one_of
from storage.tables import outbox

#: The buttons of a message: the words on each, and the data of its tap.
Keyboard = Sequence[Sequence[str]]
#: What is asked below the thanks, and may be left; and that something was not kept, which leaves what it stands below.
_IN_PASSING = (FurtherQuestion.KIND, Publication.KIND, NotKept.KIND)
#: The texts note.* that answer what was typed beside a question, which still stands above them.
_ANSWERED_IN_PASSING = ("tap_a_button", "emergency", "who_reads", "hello", "welcome", "fine")
#: So many rows of what was said last: a message has one for each time that it was edited.
_LOOKED_THROUGH = 20


async def arrived(
    connection: Connection, payload: type[Payload], subject_id: int, message_id: int, now: datetime
) -> None:
    """A tap on a message proves that it arrived, whatever its sender noted or could not: it is not said again."""
    the_send = (outbox.c.kind == payload.KIND) & (outbox.c.subject_id == subject_id) & outbox.c.edits.is_(None)
    proven = {"state": "sent", "message_id": message_id, "done_at": now, "lease_until": None, "lease_owner": None}
    unsettled = or_(in_state(outbox, "sending"), _IS_IN_DOUBT)
    await connection.execute(update(outbox).where(the_send, unsettled).values(proven))


def _of(person_id: int, payloads: Sequence[type[Payload]], subject_id: int) -> ColumnElement[bool]:
    return and_(outbox.c.person_id == person_id, is_one_of(payloads), outbox.c.subject_id == subject_id)


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
