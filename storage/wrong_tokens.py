"""Tokens that let nobody in, counted per person: who guesses is stopped, and a restart changes nothing about that."""

from datetime import datetime

from sqlalchemy import delete, func, select

from rules.invitation import WRONG_THAT_BLOCK, WRONG_WITHIN
from storage.connection import Connection
from storage.tables import wrong_tokens


async def note(connection: Connection, person_id: int, now: datetime) -> None:
    """One more of this person; what it was is not kept."""
    await connection.execute(wrong_tokens.insert().values(person_id=person_id, at=now))


async def is_blocked(connection: Connection, person_id: int, now: datetime) -> bool:
    """Whether this person gave so many within the hour that a right one is not looked at either."""
    theirs = select(func.count()).where(wrong_tokens.c.person_id == person_id, wrong_tokens.c.at > now - WRONG_WITHIN)
    return (await connection.scalar(theirs) or 0) >= WRONG_THAT_BLOCK


async def count(connection: Connection, now: datetime) -> int:
    """How many all people together gave within the hour."""
    recent = select(func.count()).where(wrong_tokens.c.at > now - WRONG_WITHIN)
    return await connection.scalar(recent) or 0


async def forget_old(connection: Connection, now: datetime) -> None:
    """Removes those that no longer count."""
    await connection.execute(delete(wrong_tokens).where(wrong_tokens.c.at <= now - WRONG_WITHIN))
