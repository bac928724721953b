"""Somebody blocked the bot, or let it in again."""

from handlers.turn import Turn
from storage import people


async def changed(turn: Turn) -> None:
    """Blocked: nothing more is sent. Unblocked: reachable again; `/start` is what resumes after /stop."""
    if turn.happened.is_blocked:
        await people.lose(turn.connection, turn.viewer.person_id, turn.now)
    else:
        await people.reach(turn.connection, turn.viewer.person_id)
