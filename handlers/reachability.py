"""Somebody blocked the bot, or shows again that they are there: anything they send is a sign of life."""

from msgspec.structs import replace

from handlers import joining
from handlers.turn import Turn
from storage import missed, people


async def changed(turn: Turn) -> None:
    """Blocked: nothing more is sent. Letting it in again is a sign of life; `/start` is what resumes after /stop."""
    if turn.happened.is_blocked:
        await people.lose(turn.connection, turn.viewer.person_id, turn.now)


async def seen(turn: Turn) -> None:
    """Before anything is done: whoever sends something can be reached again."""
    if turn.viewer.unreachable and not turn.happened.is_blocked:
        turn.has_missed = await missed.reach(turn.connection, turn.viewer.person_id)
        turn.viewer = replace(turn.viewer, unreachable=False)


async def catch_up(turn: Turn) -> None:
    """After it was done: what they missed is the open check-in, unless it was just shown."""
    if turn.has_missed:
        await joining.join(turn)
        await missed.ask(turn.connection, turn.viewer.person_id, turn.now)
