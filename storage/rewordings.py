"""Words that give way to others: proposed, replaced, taken back. Of a practice, and of nobody in it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Table, delete, select, update

from rules.rewording import Rewording, Subject
from storage.connection import Connection
from storage.tables import design_questions, experiments, practices, rewordings

#: Where the words stand.
_WORDS: Mapping[Subject, tuple[Table, Column[Any]]] = {
    "theme": (practices, practices.c.core_theme),
    "question": (design_questions, design_questions.c.text),
    "experiment": (experiments, experiments.c.title),
}
#: What nobody decided on for so long is no longer asked.
_ASKED_FOR = timedelta(days=7)
_REWORDING = select(
    rewordings.c.id,
    rewordings.c.practice_id,
    rewordings.c.subject,
    rewordings.c.subject_id,
    rewordings.c.words_before,
    rewordings.c.words_after,
    rewordings.c.replaced_at,
)


async def propose(
    connection: Connection, practice_id: int, subject: Subject, subject_id: int, before: str, after: str, now: datetime
) -> int:
    """Keeps the new words until somebody is sure; the id of this rewording. What was asked long ago is dropped."""
    long_ago = rewordings.c.replaced_at.is_(None) & (rewordings.c.asked_at < now - _ASKED_FOR)
    await connection.execute(delete(rewordings).where(rewordings.c.practice_id == practice_id, long_ago))
    about = {"practice_id": practice_id, "subject": subject, "subject_id": subject_id, "asked_at": now}
    added = rewordings.insert().values(**about, words_before=before, words_after=after)
    return int((await connection.execute(added.returning(rewordings.c.id))).scalar_one())


async def get(connection: Connection, rewording_id: int) -> Rewording | None:
    """The rewording with this id."""
    row = (await connection.execute(_REWORDING.where(rewordings.c.id == rewording_id))).first()
    return Rewording(*row) if row else None


async def replace(connection: Connection, one: Rewording, now: datetime) -> bool:
    """The new words stand there; False when other words than those named stood there by now."""
    if not await _put(connection, one, one.before, one.after):
        return False
    await connection.execute(update(rewordings).where(rewordings.c.id == one.id).values(replaced_at=now))
    return True


async def take_back(connection: Connection, one: Rewording) -> bool:
    """The old words stand there again, and the rewording is gone; False when others came in their place."""
    if not await _put(connection, one, one.after, one.before):
        return False
    await drop(connection, one.id)
    return True


async def drop(connection: Connection, rewording_id: int) -> None:
    """It is not asked any more."""
    await connection.execute(delete(rewordings).where(rewordings.c.id == rewording_id))


async def newest(connection: Connection, subject: Subject, subject_id: int) -> Rewording | None:
    """What can be taken back of these words: the last rewording, if its words stand there now."""
    mine = (rewordings.c.subject == subject) & (rewordings.c.subject_id == subject_id)
    done = _REWORDING.where(mine, rewordings.c.replaced_at.is_not(None))
    row = (await connection.execute(done.order_by(rewordings.c.replaced_at.desc(), rewordings.c.id.desc()))).first()
    table, words = _WORDS[subject]
    now = await connection.scalar(select(words).where(table.c.id == subject_id))
    return Rewording(*row) if row and row.words_after == now else None


async def _put(connection: Connection, one: Rewording, standing: str, wanted: str) -> bool:
    table, words = _WORDS[one.subject]
    still = update(table).where(table.c.id == one.subject_id, words == standing)
    return (await connection.execute(still.values({words: wanted}))).rowcount > 0
