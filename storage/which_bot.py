"""Which bot this database belongs to: its people pressed Start there, and another bot cannot reach them."""

from datetime import datetime

from sqlalchemy import delete, select, update

from rules.command_line import to_type
from storage import replicas
from storage.connection import Connection
from storage.dialect import in_state, insert
from storage.tables import announcements, answers, check_ins, exports, inbox, outbox, people, telegram


class OtherBot(Exception):
    """BOT_TOKEN is of another bot than the one this database belongs to, or the move to it cannot be made now."""


async def check(connection: Connection, bot_id: int) -> None:
    """OtherBot when the database belongs to another bot. One that belongs to none yet is this bot's from now on."""
    statement = insert(connection, telegram).values(id=1, bot_id=bot_id)
    adopted = statement.on_conflict_do_update(
        index_elements=["id"], set_={"bot_id": bot_id}, where=telegram.c.bot_id.is_(None)
    )
    await connection.execute(adopted)
    known = await of(connection)
    if known != bot_id:
        raise OtherBot(
            f"BOT_TOKEN is of bot {bot_id}, but this database belongs to bot {known}, where its people are;"
            f" give the token of that bot, or see {to_type('move --help')}"
        )


async def of(connection: Connection) -> int | None:
    """The id of the bot that this database belongs to; None: it was never started."""
    found: int | None = await connection.scalar(select(telegram.c.bot_id))
    return found


async def move(connection: Connection, bot_id: int, now: datetime) -> int:
    """From now on the database belongs to this bot; how many people have to press Start there to be reached.

    OtherBot while the old one works on it. What was still to be said is said to nobody, and what is on phones can no
    longer be edited: the messages of the old bot are not the new one's, and neither are the numbers of its updates.
    """
    if await replicas.at_work(connection, now):
        raise OtherBot(replicas.AT_WORK)
    if await of(connection) == bot_id:
        return 0
    await connection.execute(update(telegram).values(bot_id=bot_id, doubted_since=None, doubted_until=None))
    await connection.execute(delete(inbox).where(~in_state(inbox, "waiting")))
    waits = in_state(outbox, "planned", "ready", "sending", "unknown")
    await connection.execute(update(outbox).where(waits).values(state="cancelled", done_at=now))
    await connection.execute(update(check_ins).values(shown_step=None))
    for table in (outbox, check_ins, answers, announcements, exports):
        await connection.execute(update(table).values(message_id=None))
    left = people.c.unreachable_at.is_(None)
    moved = await connection.execute(
        update(people).where(left).values(unreachable_at=now, refused_at=None, retry_at=None)
    )
    return moved.rowcount
