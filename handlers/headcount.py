"""`/deelnemers`: how many people the own practice has, and from which organisations. Never who."""

from handlers.turn import Turn


async def deelnemers(turn: Turn) -> None:
    """As it is now."""
    await turn.say("headcount", turn.viewer.practice_id)
