"""Where a check-in stands on the phone: in one message with buttons. When it goes on in a newer one, the older loses
them.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, bindparam, func, literal, or_, select, update

from rules.payloads.check_in import CheckInCurrent, CheckInPast
from rules.payloads.payload import Payload
from storage.connection import Connection
from storage.dialect import in_state
from storage.outbox import Lane, is_one_of
from storage.prompts import ASKING
from storage.tables import check_ins, outbox, rounds

#: A step that no form has: nobody knows what the phone shows.
UNSURE = "?"
#: The same: it shows a question that means something else by now, so that a tap there is no answer to it.
OUTDATED = "!"


class ShownMessage(Struct, frozen=True):
    """A message that shows a check-in at a step (None: nothing that can be answered by typing).

    message_id: None for one that may have arrived, and whose number nobody knows. version: of the check-in, when this
    was made of it. is_new: a new message; else one that was edited.
    """

    check_in_id: int
    message_id: int | None
    step: str | None
    version: int
    is_new: bool


async def seen(connection: Connection, shown_messages: Sequence[ShownMessage], now: datetime) -> None:
    """Notes what is on phones. Of a new message, it also says what that calls for: see this module.

    One that is noted already was tapped before its sender knew that it arrived: it shows something newer by now.
    """
    new = [screen for screen in shown_messages if screen.is_new]
    if new:
        made_of = [
            {"check_in": screen.check_in_id, "message": screen.message_id, "version": screen.version, "now": now}
            for screen in new
        ]
        await connection.execute(_LEAVE_BEHIND, made_of)
        await connection.execute(_CATCH_UP, made_of)
        await connection.execute(_SHOWN_BELOW, [_noted(screen) for screen in new])
    if edited := [screen for screen in shown_messages if not screen.is_new]:
        await connection.execute(_SHOWN, [_noted(screen) for screen in edited])


async def lose_sight(connection: Connection, now: datetime) -> None:
    """Of a check-in whose sender died while saying it, nobody knows what is shown; to be called before `recover`.

    It stays so until something is seen again, whatever becomes of the row: a newer one may take its place.
    """
    await connection.execute(_LOSE_SIGHT, {"now": now})


async def outdate(connection: Connection, questions: Collection[str]) -> None:
    """Of open check-ins that show one of these questions (keys), the phone shows what is not asked any more."""
    is_shown = [check_ins.c.shown_step == key for key in questions]
    is_shown += [check_ins.c.shown_step.startswith(f"{key}:", autoescape=True) for key in questions]
    if is_shown:
        still = select(rounds.c.id).where(in_state(rounds, "open"))
        outdated = update(check_ins).where(check_ins.c.round_id.in_(still), or_(*is_shown))
        await connection.execute(outdated.values(shown_step=OUTDATED))


def _noted(screen: ShownMessage) -> dict[str, Any]:
    return {"check_in": screen.check_in_id, "message": screen.message_id, "at": screen.step}


_THIS = check_ins.c.id == bindparam("check_in")
_MESSAGE = bindparam("message", type_=check_ins.c.message_id.type)
_IS_BELOW = or_(check_ins.c.message_id.is_(None), check_ins.c.message_id < _MESSAGE)
_NOTE = update(check_ins).values(message_id=func.coalesce(_MESSAGE, check_ins.c.message_id), shown_step=bindparam("at"))
_SHOWN_BELOW = _NOTE.where(_THIS, _IS_BELOW)
#: An edit of an older message that was under way when a newer one was tapped shows nothing that counts.
_SHOWN = _NOTE.where(_THIS, or_(_IS_BELOW, check_ins.c.message_id == func.coalesce(_MESSAGE, check_ins.c.message_id)))


def _edit(payload: type[Payload], message: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Any:
    words = {
        "person_id": check_ins.c.person_id,
        "lane": literal(int(Lane.INTERACTIVE)),
        "kind": literal(payload.KIND),
        "subject_id": check_ins.c.id,
        "edits": message,
        "params": literal({}, outbox.c.params.type),
        "state": literal("ready"),
        "created_at": bindparam("now", type_=outbox.c.created_at.type),
    }
    return outbox.insert().from_select(list(words), select(*words.values()).where(_THIS, *conditions))


_LEAVE_BEHIND = _edit(CheckInPast, check_ins.c.message_id, check_ins.c.message_id < _MESSAGE)
#: What was tapped in the older message while the new one was on its way.
_CATCH_UP = _edit(CheckInCurrent, _MESSAGE, _IS_BELOW, check_ins.c.version > bindparam("version"))
_DIED_ASKING = select(outbox.c.subject_id).where(
    in_state(outbox, "sending"),
    outbox.c.lease_until <= bindparam("now", type_=outbox.c.lease_until.type),
    is_one_of(ASKING),
)
_LOSE_SIGHT = update(check_ins).where(check_ins.c.id.in_(_DIED_ASKING)).values(shown_step=UNSURE)
