"""What is still said to a chat whose person was just erased: kept until it is said, and then gone as well."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select

from rules.payloads.notes import PrivateOnly
from storage import scrubbing
from storage.connection import Connection
from storage.tables import outbox

#: Telegram lets a bot take its messages away for so long.
DELETABLE = timedelta(hours=48)
#: A chat without a person is somebody's who left, or a group.
_TO_A_LEAVER = outbox.c.chat_id.is_not(None) & (outbox.c.kind != PrivateOnly.KIND)


async def recent_messages(connection: Connection, person_id: int, now: datetime) -> list[int]:
    """The ids of the bot's messages to a person that Telegram still lets it take away, oldest first."""
    said = select(outbox.c.message_id).distinct().order_by(outbox.c.message_id)
    recent = said.where(outbox.c.person_id == person_id, outbox.c.message_id.is_not(None))
    return list((await connection.scalars(recent.where(outbox.c.done_at > now - DELETABLE))).all())


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
