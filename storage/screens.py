"""Where a check-in stands on the phone: in one message with buttons. When it goes on in a newer one, the older loses
them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, literal, select, update

from storage.connection import Connection
from storage.outbox import Lane
from storage.tables import check_ins, outbox

#: The kinds of the edits: as it is now, and as an older message is left behind.
CURRENT, PAST = "check_in", "check_in_past"


@dataclass(frozen=True, slots=True)
class Screen:
    """A message that shows a check-in at a step (None: nothing that can be answered by typing).

    version: of the check-in, when this was made of it. is_new: a new message; else one that was edited.
    """

    check_in_id: int
    message_id: int
    step: str | None
    version: int
    is_new: bool


async def seen(connection: Connection, screens: Sequence[Screen], now: datetime) -> None:
    """Notes what is on phones. Of a new message, it also says what that calls for: see this module."""
    new = [
        {"check_in": screen.check_in_id, "message": screen.message_id, "version": screen.version, "now": now}
        for screen in screens
        if screen.is_new
    ]
    if new:
        await connection.execute(_LEAVE_BEHIND, new)
        await connection.execute(_CATCH_UP, new)
    if screens:
        shown = [{"check_in": each.check_in_id, "message": each.message_id, "at": each.step} for each in screens]
        await connection.execute(_SHOWN, shown)


_THIS = check_ins.c.id == bindparam("check_in")
_SHOWN = update(check_ins).where(_THIS).values(message_id=bindparam("message"), shown_step=bindparam("at"))


def _edit(kind: str, message: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Any:
    words = {
        "person_id": check_ins.c.person_id,
        "lane": literal(int(Lane.INTERACTIVE)),
        "kind": literal(kind),
        "subject_id": check_ins.c.id,
        "edits": message,
        "params": literal({}, outbox.c.params.type),
        "state": literal("ready"),
        "created_at": bindparam("now", type_=outbox.c.created_at.type),
    }
    return outbox.insert().from_select(list(words), select(*words.values()).where(_THIS, *conditions))


_MESSAGE = bindparam("message", type_=check_ins.c.message_id.type)
_LEAVE_BEHIND = _edit(PAST, check_ins.c.message_id, check_ins.c.message_id < _MESSAGE)
#: What was tapped in the older message while the new one was on its way.
_CATCH_UP = _edit(CURRENT, _MESSAGE, check_ins.c.version > bindparam("version"))
