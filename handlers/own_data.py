"""`/mijngegevens`: everything that is kept of the person who asks."""

from handlers.registry import command
from handlers.turn import Turn
from rules.payloads.own_data import OwnData


@command("mijngegevens")
async def mijngegevens(turn: Turn) -> None:
    """In words and as a file, made when it is said."""
    await turn.say(OwnData())
