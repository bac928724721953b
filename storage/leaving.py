"""Somebody goes, by their own word or by letter: all that hangs on them, and then a last word to a chat of nobody."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from sqlalchemy import select

from rules.payloads.help import OwnMenu
from rules.payloads.leaving import MessageEmptied, MessagesTakenAway
from rules.payloads.payload import Payload
from storage import erasures, outbox, pending_goodbyes, proxies, said_of_proxy
from storage.connection import Connection
from storage.erasing import erase, erase_proxy
from storage.outbox import Lane
from storage.pending_goodbyes import MARGIN, InTheChat
from storage.tables import people

#: Telegram takes so many messages away at once.
AT_ONCE = 100


async def leave(
    connection: Connection, person_id: int, last_word: Payload, now: datetime, edits: int | None = None
) -> None:
    """Erases the person, and says so: in message `edits`, or in a new one. The bytes are to be scrubbed afterwards.

    The last word first: taking messages away may fail, and holds nothing up. LookupError when there is no such person.
    """
    reached = select(people.c.address, people.c.language).where(people.c.id == person_id)
    row = (await connection.execute(reached)).first()
    if row is None:
        raise LookupError("nobody has this id")
    chat = await pending_goodbyes.messages(connection, person_id, now)
    await erase(connection, person_id, now)
    await erasures.note(connection, [erasures.mark_of(person_id)], now)
    add = partial(outbox.add, connection, now=now, address=row.address, language=row.language)
    await add(last_word, edits=edits)
    await add(OwnMenu())
    await _clear(add, chat, now, edits)


async def forget_proxy(connection: Connection, proxy_id: int, now: datetime, says: int | None = None) -> None:
    """Erases somebody without Telegram, also from the chat of who filled in for them. says: the message that tells so.

    Nothing, for nobody.
    """
    proxy = await proxies.get(connection, proxy_id)
    if proxy is None:
        return
    chat = await said_of_proxy.messages(connection, proxy, now)
    await erasures.note(connection, [erasures.mark_of_proxy(proxy)], now)
    await erase_proxy(connection, proxy)
    await _clear(partial(outbox.add, connection, now=now, person_id=proxy.person_id), chat, now, says)


async def _clear(add: Callable[..., Awaitable[None]], chat: InTheChat, now: datetime, says: int | None) -> None:
    """Takes away what Telegram lets us, and empties the rest. says: the message that tells so."""
    deletable, until = [message for message in chat.deletable if message != says], (now + MARGIN).isoformat()
    for first in range(0, len(deletable), AT_ONCE):
        await add(MessagesTakenAway(deletable[first : first + AT_ONCE], until))
    for message in chat.older:
        if message != says:
            await add(MessageEmptied(), edits=message, lane=Lane.BROADCAST)  # they may be many: who taps goes first
