"""Codes: twelve random digits, of which only the hash is kept, let another do one thing for who made them, once."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, Delete, Update, delete, select, update

from rules.code import DIGITS, ON_PAPER, TERMS, Purpose, digits_of
from rules.subject import Subject
from storage import wrong_tokens
from storage.connection import Connection
from storage.tables import codes


def _hash(digits: str) -> str:
    # So few digits could be found by hashing all of them; at a hundredth of a second each that takes centuries. They
    # are looked up by their hash, so the salt is the same for all: what it would hide, being random hides already.
    return hashlib.scrypt(digits.encode(), salt=b"code", n=2**13, r=8, p=1, dklen=32).hex()


async def make(
    connection: Connection, person_id: int, purpose: Purpose, now: datetime, proxy_id: int | None = None
) -> int:
    """A new code of this person, without digits yet; its id. One made before for the same purpose no longer works.

    proxy_id: it stands on a page for somebody without Telegram, for whom this person fills in check-ins.
    """
    mine = (codes.c.person_id == person_id) & (codes.c.purpose == purpose.value)
    await connection.execute(delete(codes).where(mine, codes.c.proxy_id.is_not_distinct_from(proxy_id)))
    row = {
        "person_id": person_id,
        "proxy_id": proxy_id,
        "purpose": purpose.value,
        "created_at": now,
        "expires_at": now + (TERMS[purpose] if proxy_id is None else ON_PAPER),
    }
    return int((await connection.execute(codes.insert().values(row).returning(codes.c.id))).scalar_one())


async def get(connection: Connection, code_id: int, subject: Subject) -> tuple[Purpose, datetime] | None:
    """For what this subject's code is, and until when it works (aware UTC).

    None when it was used, replaced or forgotten: its number may be that of somebody else's by now.
    """
    theirs = (codes.c.person_id == subject.person_id) & codes.c.proxy_id.is_not_distinct_from(subject.proxy_id)
    found = select(codes.c.purpose, codes.c.expires_at).where(codes.c.id == code_id, theirs)
    row = (await connection.execute(found)).first()
    return (Purpose(row.purpose), row.expires_at) if row else None


async def issue(connection: Connection, code_id: int) -> str:
    """Fresh digits for a code, at the moment they are sent; those issued before no longer work."""
    digits = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    await connection.execute(update(codes).where(codes.c.id == code_id).values(code_hash=_hash(digits)))
    return digits


async def redeem(
    connection: Connection, typed: str, purpose: Purpose, now: datetime, *, by: int | None = None
) -> Subject | None:
    """Uses a code up; whose it is, or None: unknown, used, over, or made for something else.

    by: the person who typed it (None: the owner, at the command line). A wrong one counts for them as a wrong token
    does, so the transaction has to be committed all the same; who gave too many, is told None whatever they type.
    """
    return await _tried(connection, delete(codes).where(_is_right(typed, purpose, now)), by, now)


async def look_up(connection: Connection, typed: str, purpose: Purpose, now: datetime) -> Subject | None:
    """The same by the owner, and the code still works."""
    right = update(codes).where(_is_right(typed, purpose, now)).values(purpose=purpose.value)
    return await _tried(connection, right, None, now)


def _is_right(typed: str, purpose: Purpose, now: datetime) -> ColumnElement[bool]:
    digits = digits_of(typed)
    right = (codes.c.code_hash == (_hash(digits) if digits else "")) & (codes.c.purpose == purpose.value)
    return right & (codes.c.expires_at > now)


async def _tried(connection: Connection, right: Delete | Update, by: int | None, now: datetime) -> Subject | None:
    """In one statement: of two who try the same code at once, one gets it."""
    if await wrong_tokens.is_blocked(connection, by, now):
        return None
    found = (await connection.execute(right.returning(codes.c.person_id, codes.c.proxy_id))).first()
    if found is None:
        await wrong_tokens.note(connection, by, now)
    return Subject(*found) if found else None


async def forget_old(connection: Connection, now: datetime) -> None:
    """Removes those that no longer work."""
    await connection.execute(delete(codes).where(codes.c.expires_at <= now))


async def forget_all(connection: Connection) -> None:
    """Of a restored database: they may have been used since."""
    await connection.execute(delete(codes))
