"""`/groot`: one idea per message and no formatting, for who has the messages read aloud."""

from handlers.registry import command
from handlers.turn import Turn
from rules.payloads.notes import Note
from storage import people


@command("groot")
async def groot(turn: Turn) -> None:
    """On when it was off, and the other way round."""
    plain = not turn.viewer.plain
    await people.set_plain(turn.connection, turn.viewer.person_id, plain)
    await turn.say(Note("plain_on" if plain else "plain_off"))
