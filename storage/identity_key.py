"""With which key people are sealed: noted in the database, looked at before anything is done, changed on request."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Text, bindparam, select, type_coerce, update
from sqlalchemy import exists as any_row

from rules.command_line import to_type
from storage import replicas, scrubbing
from storage.connection import Connection
from storage.dialect import insert
from storage.identity_cipher import IdentityCipher, IdentityKeyError, Sealed
from storage.tables import inbox, metadata, people, telegram

HOW = "see Sealing in docs/operations.md"


async def check(connection: Connection, identity_cipher: IdentityCipher) -> None:
    """IdentityKeyError when what is in the database is sealed otherwise. One that holds nobody takes this key."""
    noted = await _noted(connection)
    if noted == identity_cipher.fingerprint:
        return
    if not await _holds_anybody(connection):
        await _note(connection, identity_cipher)
    elif noted is None:
        raise IdentityKeyError(f"people are not sealed with IDENTITY_KEY yet; run {to_type('rotate-key')} ({HOW})")
    elif identity_cipher.fingerprint is None:
        raise IdentityKeyError("people are sealed, and IDENTITY_KEY is not set; without it nobody can be reached")
    else:
        raise IdentityKeyError(f"people are sealed with another key than IDENTITY_KEY ({HOW})")


async def rotate(connection: Connection, before: IdentityCipher, after: IdentityCipher, now: datetime) -> int:
    """Seals everything that names somebody anew; how many values. 0: that was done already.

    IdentityKeyError when it is sealed with another key than `before`, or while the bot works on it.
    """
    noted = await _noted(connection)
    if noted == after.fingerprint:
        return 0
    if noted != before.fingerprint:
        raise IdentityKeyError(f"people are sealed with another key than IDENTITY_KEY_BEFORE ({HOW})")
    if await replicas.at_work(connection, now):
        raise IdentityKeyError(replicas.AT_WORK)
    sealed = list(sealed_columns())
    number = sum([await _seal_anew(connection, column, before, after) for column in sealed])
    await _note(connection, after)
    await scrubbing.ask(connection, *{column.table for column in sealed})
    return number


def sealed_columns() -> Iterator[Column[Any]]:
    """Every column that names somebody, as storage.tables says."""
    return (column for table in metadata.sorted_tables for column in table.c if isinstance(column.type, Sealed))


async def _seal_anew(connection: Connection, column: Column[Any], before: IdentityCipher, after: IdentityCipher) -> int:
    (key,) = column.table.primary_key
    as_stored = select(key, type_coerce(column, Text)).where(column.is_not(None))
    found = (await connection.execute(as_stored)).all()
    anew = [{"row": row, "text": after.close(before.open(sealed))} for row, sealed in found]
    if anew:
        stored = {column: bindparam("text", type_=Text())}
        await connection.execute(update(column.table).where(key == bindparam("row")).values(stored), anew)
    return len(anew)


async def _holds_anybody(connection: Connection) -> bool:
    somebody = any_row(select(people.c.id)) | any_row(select(inbox.c.update_id).where(inbox.c.chat_id.is_not(None)))
    return bool(await connection.scalar(select(somebody)))


async def _noted(connection: Connection) -> str | None:
    found: str | None = await connection.scalar(select(telegram.c.key_mark))
    return found


async def _note(connection: Connection, identity_cipher: IdentityCipher) -> None:
    statement = insert(connection, telegram).values(id=1, key_mark=identity_cipher.fingerprint)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["id"], set_={"key_mark": statement.excluded.key_mark})
    )
