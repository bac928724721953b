"""`/hulp`: what this person can do here."""

from handlers.registry import command
from handlers.turn import Turn
from rules.payloads.help import Help


@command("hulp")
async def hulp(turn: Turn) -> None:
    """The commands of the person's roles, with what they do."""
    await turn.say(Help())
