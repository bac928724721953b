"""Tokens and codes that are no good, counted per person: who guesses is stopped.

A restart changes nothing about that.
"""

from datetime import datetime

from sqlalchemy import Select, delete, func, select

from rules.invitation import WRONG_THAT_BLOCK, WRONG_THAT_CLOSE, WRONG_WITHIN
from storage.connection import Connection
from storage.tables import wrong_tokens


async def note(connection: Connection, person_id: int | None, now: datetime) -> None:
    """One more of this person (None: of the owner); what it was is not kept."""
    await connection.execute(wrong_tokens.insert().values(person_id=person_id, at=now))


async def is_blocked(connection: Connection, person_id: int | None, now: datetime) -> bool:
    """Whether this person, or all together, gave so many within the hour that a right one is not looked at either."""
    return (
        await count_of(connection, person_id, now) >= WRONG_THAT_BLOCK
        or await count(connection, now) >= WRONG_THAT_CLOSE
    )


async def count_of(connection: Connection, person_id: int | None, now: datetime) -> int:
    """How many this person (None: the owner) gave within the hour."""
    return await connection.scalar(_recent(now).where(wrong_tokens.c.person_id == person_id)) or 0


async def count(connection: Connection, now: datetime) -> int:
    """How many all people together gave within the hour."""
    return await connection.scalar(_recent(now)) or 0


def _recent(now: datetime) -> Select[int]:
    return select(func.count()).where(wrong_tokens.c.at > now - WRONG_WITHIN)


async def forget_old(connection: Connection, now: datetime) -> None:
    """Removes those that no longer count."""
    await connection.execute(delete(wrong_tokens).where(wrong_tokens.c.at <= now - WRONG_WITHIN))
