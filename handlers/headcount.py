"""`/deelnemers`: how many people the own practice has, and from which organisations. Never who."""

from handlers.registry import command
from handlers.turn import Turn
from rules.payloads.headcount import PracticeHeadcount


@command("deelnemers")
async def deelnemers(turn: Turn) -> None:
    """As it is now."""
    await turn.say(PracticeHeadcount(turn.viewer.own_practice_id))
