"""`/hulp`: what this person can do here."""

from handlers.turn import Turn


async def hulp(turn: Turn) -> None:
    """The commands of the person's roles, with what they do."""
    await turn.say("help")
