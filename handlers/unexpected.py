"""What nobody asked for: unknown commands, stickers, voice. A friendly word, and the open question again."""

from telegram import Message

from handlers.check_in import continue_below, open_check_in
from handlers.turn import Turn

KINDS = ("sticker", "voice", "photo", "location", "document")


async def unknown_command(turn: Turn) -> None:
    """A word with a slash that means nothing here."""
    await turn.say("unknown_command")


async def unreadable(turn: Turn) -> None:
    """Something that is not text."""
    await turn.say("note", key="cannot_read", kind=_kind(turn.message))
    check_in = await open_check_in(turn)
    if turn.viewer.unfinished:
        await turn.say("registration", turn.viewer.unfinished.id)
    elif check_in and check_in.shown_step:
        await continue_below(turn, check_in)


def _kind(message: Message) -> str:
    return next((kind for kind in KINDS if getattr(message, kind, None)), "other")
