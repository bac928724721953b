"""`/mijnlijn`: one's own answers over time."""

from handlers.registry import command
from handlers.turn import Turn
from rules.payloads.own_line import OwnLineShown


@command("mijnlijn")
async def mijnlijn(turn: Turn) -> None:
    """Only for who asks, and beside nobody else's."""
    await turn.say(OwnLineShown())
