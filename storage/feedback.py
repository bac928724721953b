"""Closing the loop: what a practice did with its answers, and which rounds have something to look back at."""

from collections.abc import Sequence

from sqlalchemy import func, select, update

from storage.connection import Connection
from storage.drafts import Drafts
from storage.tables import check_ins, feedback, rounds, windows

#: What coordinators write for the next opening.
DRAFTS = Drafts(feedback)
#: After so many rounds without a word a coordinator is reminded.
SILENT_ROUNDS = 2
_ANSWERED = rounds.alias()


async def is_silent(connection: Connection, round_id: int) -> bool:
    """Whether caregivers were asked in this round, and heard nothing back in it and the one before.

    Once in each silence: of a longer one it was said already.
    """
    said = select(func.max(_ANSWERED.c.number)).join_from(feedback, _ANSWERED, _ANSWERED.c.id == feedback.c.round_id)
    newest = said.where(feedback.c.practice_id == rounds.c.practice_id).scalar_subquery()
    waits = select(feedback.c.id).where(feedback.c.practice_id == rounds.c.practice_id, DRAFTS.waits).exists()
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
    approved = update(feedback).where(DRAFTS.waits, feedback.c.approved_at.is_not(None), of_practice.exists())
    statement = approved.values(round_id=of_practice.scalar_subquery()).returning(feedback.c.round_id)
    return set((await connection.scalars(statement)).all())
