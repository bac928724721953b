"""Closing the loop: what a practice did with its answers, and which rounds have something to look back at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update

from storage.connection import Connection
from storage.dialect import insert
from storage.tables import check_ins, feedback, rounds, windows


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a coordinator wrote for the next opening; a draft until it is approved."""

    text: str
    approved: bool


#: After so many rounds without a word a coordinator is reminded.
SILENT_ROUNDS = 2
_ANSWERED = rounds.alias()
_WAITING = feedback.c.round_id.is_(None)


async def waiting(connection: Connection, practice_id: int) -> Feedback | None:
    """What is written for this practice's next opening."""
    found = select(feedback.c.text, feedback.c.approved_at).where(feedback.c.practice_id == practice_id, _WAITING)
    row = (await connection.execute(found)).first()
    return Feedback(row.text, row.approved_at is not None) if row else None


async def write(connection: Connection, practice_id: int, person_id: int, text: str, now: datetime) -> None:
    """A draft, in the place of what was written before: nobody gets it until it is approved."""
    words = {"person_id": person_id, "text": text, "written_at": now, "approved_at": None}
    statement = insert(connection, feedback).values(practice_id=practice_id, **words)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["practice_id"], index_where=_WAITING, set_=words)
    )


async def approve(connection: Connection, practice_id: int, text: str, now: datetime) -> bool:
    """The draft with these words goes out with the next opening; False when others are written, or nothing."""
    theirs = (feedback.c.practice_id == practice_id) & (feedback.c.text == text) & _WAITING
    drafted = update(feedback).where(theirs)
    return (await connection.execute(drafted.values(approved_at=now))).rowcount == 1


async def hold(connection: Connection, practice_id: int, person_id: int) -> None:
    """What this person wrote for the next opening is a draft again: somebody else has to let it go out."""
    theirs = (feedback.c.practice_id == practice_id) & (feedback.c.person_id == person_id) & _WAITING
    await connection.execute(update(feedback).where(theirs).values(approved_at=None))


async def withdraw(connection: Connection, practice_id: int) -> None:
    """What was written does not go out."""
    await connection.execute(delete(feedback).where(feedback.c.practice_id == practice_id, _WAITING))


async def is_silent(connection: Connection, round_id: int) -> bool:
    """Whether caregivers were asked in this round, and heard nothing back in it and the one before.

    Once in each silence: of a longer one it was said already.
    """
    said = select(func.max(_ANSWERED.c.number)).join_from(feedback, _ANSWERED, _ANSWERED.c.id == feedback.c.round_id)
    newest = said.where(feedback.c.practice_id == rounds.c.practice_id).scalar_subquery()
    waits = select(feedback.c.id).where(feedback.c.practice_id == rounds.c.practice_id, _WAITING).exists()
    asked = select(check_ins.c.id).where(check_ins.c.round_id == rounds.c.id, check_ins.c.as_caregiver).exists()
    found = select(rounds.c.id).where(rounds.c.id == round_id, asked, ~waits)
    silent = found.where(rounds.c.number - func.coalesce(newest, 0) == SILENT_ROUNDS)
    return await connection.scalar(silent) is not None


async def of_round(connection: Connection, round_id: int) -> str | None:
    """What goes out with the opening of this round."""
    found: str | None = await connection.scalar(select(feedback.c.text).where(feedback.c.round_id == round_id))
    return found


async def to_look_back(connection: Connection, round_ids: Sequence[int]) -> set[int]:
    """Which of these new rounds look back: at figures that may be shown, or with the approved feedback they take."""
    return await _with_figures(connection, round_ids) | await _take(connection, round_ids)


async def _with_figures(connection: Connection, round_ids: Sequence[int]) -> set[int]:
    """Those that follow a window of which something of caregivers was told."""
    just_over = (windows.c.practice_id == rounds.c.practice_id) & (
        windows.c.first_number + windows.c.length == rounds.c.number
    )
    found = (
        select(rounds.c.id, windows.c.figures)
        .join_from(rounds, windows, just_over)
        .where(rounds.c.id.in_(round_ids), windows.c.figures.is_not(None))
    )
    return {round_id for round_id, figures in await connection.execute(found) if any(figures["central"].values())}


async def _take(connection: Connection, round_ids: Sequence[int]) -> set[int]:
    of_practice = select(rounds.c.id).where(rounds.c.practice_id == feedback.c.practice_id, rounds.c.id.in_(round_ids))
    approved = update(feedback).where(_WAITING, feedback.c.approved_at.is_not(None), of_practice.exists())
    statement = approved.values(round_id=of_practice.scalar_subquery()).returning(feedback.c.round_id)
    return set((await connection.scalars(statement)).all())
