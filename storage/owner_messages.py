"""What the owner says to everybody of whom something is kept, as after a data breach: also to who stopped."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from sqlalchemy import String, cast, func, literal, select

from rules.payloads.owner_message import OwnerMessage
from storage.connection import Connection
from storage.dialect import insert
from storage.outbox import Lane
from storage.prompts import COLUMNS
from storage.tables import outbox, owner_messages, people, proxies


class Addressed(Struct, frozen=True):
    """How many people it goes to; who cannot be reached in Telegram; and for how many somebody else fills in."""

    people: int
    unreachable: int
    on_behalf: int


async def addressed(connection: Connection) -> Addressed:
    """Everybody who is known now."""
    is_gone = people.c.unreachable_at.is_not(None)
    counted = select(func.count().filter(~is_gone), func.count().filter(is_gone)).select_from(people)
    reached, gone = (await connection.execute(counted)).one()
    on_behalf = await connection.scalar(select(func.count()).select_from(proxies))
    return Addressed(reached, gone, on_behalf or 0)


async def send(connection: Connection, texts: Mapping[str, str], at: datetime, now: datetime) -> int:
    """Puts it in the outbox for each of them, for this moment; its id. texts: by language, as they are typed."""
    written = owner_messages.insert().values(texts=dict(texts), sent_at=now).returning(owner_messages.c.id)
    message_id: int = (await connection.execute(written)).scalar_one()
    words = select(
        people.c.id,
        literal(int(Lane.BROADCAST)),
        literal(OwnerMessage.KIND),
        literal(message_id, outbox.c.subject_id.type),
        literal({}, outbox.c.params.type),
        literal("planned"),  # also when it is due: then it knows for when, and late it waits for the morning
        literal(at, outbox.c.due_at.type),
        literal(now, outbox.c.created_at.type),
        literal(f"{OwnerMessage.KIND}:{message_id}:") + cast(people.c.id, String),
    ).where(people.c.unreachable_at.is_(None))
    await connection.execute(insert(connection, outbox).from_select(COLUMNS, words))
    return message_id


async def texts_of(connection: Connection, message_id: int) -> Mapping[str, str]:
    """What was said, by language. KeyError when there is no such message."""
    found = await connection.scalar(select(owner_messages.c.texts).where(owner_messages.c.id == message_id))
    if found is None:
        raise KeyError(message_id)
    return dict(found)
