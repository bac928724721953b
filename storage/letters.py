"""Roles that a letter asked to end: on a day, unless the person says no in the chat before it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import delete, or_, select

from rules.access import ANSWERING
from rules.payloads.endings import LetterCame, LetterDenied
from storage import endings, inbox, outbox, replicas
from storage.connection import Connection
from storage.dialect import insert
from storage.endings import Held
from storage.outbox import Lane
from storage.tables import role_endings

#: Long enough to read the chat; a letter cannot be asked who wrote it.
TERM = timedelta(days=7)


class Letter(Struct, frozen=True):
    """Whose part in a practice ends at `due_at`, and which coordinator (None: gone) has the letter since `asked_at`.

    Aware UTC times. What somebody became after it, by a new yes, it does not end.
    """

    id: int
    person_id: int
    practice_id: int
    asked_by: int | None
    asked_at: datetime
    due_at: datetime


_LETTER = select(
    role_endings.c.id,
    role_endings.c.person_id,
    role_endings.c.practice_id,
    role_endings.c.asked_by,
    role_endings.c.asked_at,
    role_endings.c.due_at,
)


async def announce(
    connection: Connection, held: Sequence[Held], practice_id: int, asked_by: int, now: datetime
) -> datetime:
    """Writes down that these roles of one person end, and tells them; when it is (aware UTC).

    A second letter about the same changes nothing; one from before they came here, or became what they are, is void.
    """
    person_id, since = held[0].person_id, max(one.since for one in held)
    of_before = or_(role_endings.c.practice_id != practice_id, role_endings.c.asked_at < since)
    await connection.execute(delete(role_endings).where(role_endings.c.person_id == person_id, of_before))
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
        meant = [one for one in held if one.since <= letter.asked_at]
        await endings.end(connection, meant, "letter", now, by=None)
        await connection.execute(delete(role_endings).where(role_endings.c.id == letter.id))
    return len(letters)
