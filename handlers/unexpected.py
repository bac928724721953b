"""What nobody asked for: unknown commands, stickers, voice. A friendly word, and the open question again."""

from handlers import practices
from handlers.check_in import continue_below, open_check_in
from handlers.turn import Turn
from handlers.typed_texts import text_typed
from rules.payloads.help import UnknownCommand
from rules.payloads.notes import Note
from rules.payloads.registration import RegistrationState


async def unknown_command(turn: Turn) -> None:
    """A word with a slash that means nothing here."""
    await turn.say(UnknownCommand())


async def unreadable(turn: Turn) -> None:
    """Something that is not text. What was written beside it counts as typed."""
    if turn.happened.place and practices.awaits_place(turn):
        await practices.place_sent(turn)
        return
    await turn.say(Note("cannot_read", kind=turn.happened.other))
    if turn.viewer.awaiting:
        return
    if turn.happened.caption:
        await text_typed(turn)
        return
    check_in = await open_check_in(turn)
    if turn.viewer.unfinished:
        await turn.say(RegistrationState(turn.viewer.unfinished.id))
    elif check_in and check_in.shown_step:
        await continue_below(turn, check_in)
