"""`/handleiding`: how to look after a practice, to read or to print."""

from handlers.registry import command
from handlers.turn import Turn
from rules.payloads.handbook import Handbook


@command("handleiding")
async def handleiding(turn: Turn) -> None:
    """As a file."""
    await turn.say(Handbook())
