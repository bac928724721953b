"""`/deelnemers`: how many people the own practice has, and from which organisations. Never who."""

from handlers.registry import command
from handlers.turn import Turn


@command("deelnemers")
async def deelnemers(turn: Turn) -> None:
    """As it is now."""
    await turn.say("headcount", turn.viewer.practice_id)
