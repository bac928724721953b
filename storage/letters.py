"""Roles that a letter asked to end: on a day, unless the person says no in the chat before it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from rules.access import ANSWERING
from rules.payloads.endings import LetterCame, LetterDenied
from storage import endings, inbox, outbox, replicas
from storage.connection import Connection
from storage.dialect import insert
from storage.outbox import Lane
from storage.tables import role_endings

#: Long enough to read the chat; a letter cannot be asked who wrote it.
TERM = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Letter:
    """Whose part in a practice ends at `due_at` (aware UTC), and which coordinator (None: gone) has the letter."""

    id: int
    person_id: int
    practice_id: int
    asked_by: int | None
    due_at: datetime


_LETTER = select(
    role_endings.c.id,
    role_endings.c.person_id,
    role_endings.c.practice_id,
    role_endings.c.asked_by,
    role_endings.c.due_at,
)


async def announce(connection: Connection, person_id: int, practice_id: int, asked_by: int, now: datetime) -> datetime:
    """Writes it down and tells the person; when it ends (aware UTC). A second letter changes nothing."""
    row = {
        "person_id": person_id,
        "practice_id": practice_id,
        "asked_by": asked_by,
        "asked_at": now,
        "due_at": now + TERM,
    }
    statement = insert(connection, role_endings).values(row).on_conflict_do_nothing().returning(role_endings.c.id)
    added = await connection.scalar(statement)
    if added is not None:
        await outbox.add(connection, LetterCame(added), now=now, person_id=person_id, lane=Lane.REMINDER)
    due_at: datetime | None = await connection.scalar(
        select(role_endings.c.due_at).where(role_endings.c.person_id == person_id)
    )
    assert due_at is not None
    return due_at


async def get(connection: Connection, ending_id: int) -> Letter | None:
    """One that still waits."""
    row = (await connection.execute(_LETTER.where(role_endings.c.id == ending_id))).first()
    return Letter(*row) if row else None


async def deny(connection: Connection, letter: Letter, now: datetime) -> None:
    """The person says no: nothing ends, and the coordinator who has the letter hears so."""
    await connection.execute(delete(role_endings).where(role_endings.c.id == letter.id))
    if letter.asked_by is not None:
        told = LetterDenied(letter.practice_id)
        await outbox.add(connection, told, now=now, person_id=letter.asked_by, lane=Lane.REMINDER)


async def forget_all(connection: Connection) -> None:
    """Of a restored database: somebody may have said no since."""
    await connection.execute(delete(role_endings))


async def carry_out(connection: Connection, now: datetime) -> int:
    """Ends what is due; how many people it were. Not before a no that they sent until then came in and was handled."""
    listened = await replicas.heard_until(connection, now)
    due = (await connection.execute(_LETTER.where(role_endings.c.due_at <= listened))).all() if listened else []
    letters = [Letter(*row) for row in due if not await inbox.waits_of(connection, row.person_id)]
    for letter in letters:
        held = await endings.of(connection, letter.person_id, ANSWERING, letter.practice_id)
        await endings.end(connection, held, "letter", now, by=None)
        await connection.execute(delete(role_endings).where(role_endings.c.id == letter.id))
    return len(letters)
