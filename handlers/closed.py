"""What a closed practice is no place for any more: another rhythm, and whoever would come in."""

from handlers.refusals import IsClosed
from handlers.turn import Turn
from storage import practices


async def check_open(turn: Turn, practice_id: int) -> None:
    """IsClosed when the practice is, or was never there."""
    practice = await practices.get(turn.connection, practice_id)
    if practice is None or practice.closed_at:
        raise IsClosed
