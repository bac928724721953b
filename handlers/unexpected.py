"""What nobody asked for: unknown commands, stickers, voice. A friendly word, and the open question again."""

from handlers import not_kept, practices
from handlers.check_in import continue_below, open_check_in
from handlers.happened import SERVICE
from handlers.turn import Turn
from handlers.typed_texts import refer, text_typed
from rules.invitation import token_in
from rules.payloads.help import UnknownCommand
from rules.payloads.notes import Note
from rules.payloads.registration import RegistrationState


async def unknown_command(turn: Turn) -> None:
    """A word with a slash that means nothing here."""
    await refer(turn)
    await turn.say(UnknownCommand())


async def unreadable(turn: Turn) -> None:
    """Something that is not text. What was written beside it counts as typed."""
    happened = turn.happened
    if happened.place and practices.awaits_place(turn):
        await practices.place_sent(turn)
    elif happened.caption and not turn.viewer.awaiting:
        if not token_in(happened.caption):
            await turn.say(Note("unread", kind=happened.other))
        await text_typed(turn)
    elif happened.other != SERVICE:
        await refer(turn)
        await _ask_for_words(turn)


async def _ask_for_words(turn: Turn) -> None:
    """Where words are of use; else that this is not kept, as of a text."""
    check_in = await open_check_in(turn)
    is_asked = check_in and check_in.shown_step and not check_in.declined and not turn.viewer.is_pausing(turn.now)
    if not (is_asked or turn.viewer.awaiting or turn.viewer.unfinished):
        await not_kept.say(turn, check_in, kind=turn.happened.other)
        return
    await turn.say(Note("cannot_read", kind=turn.happened.other))
    if turn.viewer.unfinished:
        await turn.say(RegistrationState(turn.viewer.unfinished.id))
    elif check_in and is_asked and not turn.viewer.awaiting:
        await continue_below(turn, check_in)
