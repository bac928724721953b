"""What is still said to a chat whose person was just erased: kept until it is said, and then gone as well."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import ColumnElement, delete, select

from rules.payloads.notes import PrivateOnly
from storage import scrubbing
from storage.connection import Connection
from storage.tables import answers, check_ins, outbox

#: Telegram lets a bot take messages away for so long (Bot API, deleteMessages). What is nearly as old is emptied
#: instead, for it may wait: its own messages a bot edits at any age (TDLib, `has_edit_time_limit`).
DELETABLE, MARGIN = timedelta(hours=48), timedelta(hours=1)
#: A chat without a person is somebody's who left, or a group.
_TO_A_LEAVER = outbox.c.chat_id.is_not(None) & (outbox.c.kind != PrivateOnly.KIND)


class InTheChat(Struct, frozen=True):
    """Ids of messages, oldest first. deletable: of both, that Telegram lets the bot take away; older: the bot's own."""

    deletable: Sequence[int]
    older: Sequence[int]


async def messages(connection: Connection, person_id: int, now: datetime) -> InTheChat:
    """What is known of a person's chat: the bot's messages as long as it remembers them, and answers just typed."""
    known, since = set[int](), now - DELETABLE + MARGIN
    young = await typed_since(connection, check_ins.c.person_id == person_id, since)
    said = select(outbox.c.message_id, outbox.c.ahead, outbox.c.edits, outbox.c.done_at)
    mine = said.where(outbox.c.person_id == person_id, outbox.c.message_id.is_not(None))
    for row in await connection.execute(mine):
        ids = {row.message_id, *(row.ahead or ())}
        known |= ids
        if row.edits is None and row.done_at > since:
            young |= ids
    return InTheChat(sorted(young), sorted(known - young))


async def typed_since(connection: Connection, which: ColumnElement[bool], since: datetime) -> set[int]:
    """Messages of people that were answers: a bot may take those away as well, where it is just the two. which: of
    check-ins.
    """
    typed = select(answers.c.message_id, answers.c.parts).join_from(answers, check_ins)
    rows = (
        await connection.execute(typed.where(which, answers.c.answered_at > since, answers.c.message_id.is_not(None)))
    ).all()
    return {row.message_id for row in rows} | {key for row in rows for key, _ in row.parts or ()}


async def forget(connection: Connection, row_ids: Collection[int]) -> int:
    """These of the outbox are over, if they were goodbyes: nobody needs the chat any more. How many went."""
    over = _TO_A_LEAVER & outbox.c.done_at.is_not(None)
    return await _forget(connection, over & outbox.c.id.in_(row_ids))


async def forget_stale(connection: Connection, now: datetime) -> int:
    """Those that are over, and those that could not be said for two days. How many went."""
    over = outbox.c.done_at.is_not(None) | (outbox.c.created_at <= now - DELETABLE)
    return await _forget(connection, _TO_A_LEAVER & over)


async def _forget(connection: Connection, which: ColumnElement[bool]) -> int:
    gone = (await connection.execute(delete(outbox).where(which))).rowcount
    if gone:
        await scrubbing.ask(connection, outbox)
    return gone
