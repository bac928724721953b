"""`/wissen`: nothing is left of somebody."""

from functools import partial

from handlers.guards import anybody
from handlers.registry import command, tapped
from handlers.stopping import stays_led
from handlers.turn import Turn
from rules.payloads.help import OwnMenu
from rules.payloads.leaving import (
    Erased,
    ErasureDropped,
    ErasureQuestion,
    MessagesTakenAway,
    NothingKept,
)
from rules.payloads.notes import Note
from rules.payloads.payload import Payload
from storage import audit, erasures, outbox, pending_goodbyes, people, wrong_tokens
from storage.erasing import erase
from texts.taps.leaving import ErasureAnswered

#: Telegram takes so many messages away at once.
AT_ONCE = 100


@command("wissen")
async def wissen(turn: Turn) -> None:
    """Asks once: erasing cannot be undone. Of somebody who never joined there is nothing but this very command."""
    if await people.is_stranger(turn.connection, turn.viewer.person_id):
        await _erase_stranger(turn)
    else:
        await stays_led(turn)
        await turn.say(ErasureQuestion())


@tapped(ErasureAnswered, may=anybody)
async def erasure_answered(turn: Turn, tap: ErasureAnswered) -> None:
    """Everything that hangs on the person goes; the last word goes to a chat without a person."""
    if not tap.yes:
        await turn.show(ErasureDropped())
    elif await people.is_stranger(turn.connection, turn.viewer.person_id):
        await _erase_stranger(turn)
    else:
        await stays_led(turn)
        await _erase(turn, Erased())


async def _erase_stranger(turn: Turn) -> None:
    """At once, but for who tried wrong invitations: being forgotten must not be the way to try more of them."""
    if await wrong_tokens.count_of(turn.connection, turn.viewer.person_id, turn.now):
        await turn.show(Note("erase_later"))
    else:
        await _erase(turn, NothingKept())


async def _erase(turn: Turn, last_word: Payload) -> None:
    person_id = turn.viewer.person_id
    said = await pending_goodbyes.recent_messages(turn.connection, person_id, turn.now)
    await erase(turn.connection, person_id, turn.now)
    await erasures.note(turn.connection, [erasures.mark_of(person_id)], turn.now)
    await audit.note(turn.connection, "erased", None, turn.now)
    edited = turn.tapped if turn.is_tap else None
    await _take_leave(turn, last_word, edited, [message for message in said if message != edited])
    turn.erased = True


async def _take_leave(turn: Turn, last_word: Payload, edited: int | None, said: list[int]) -> None:
    """The last word first: taking messages away may fail, and holds nothing up."""
    where, language = turn.happened.address, turn.viewer.language
    add = partial(outbox.add, turn.connection, now=turn.now, address=where, language=language)
    await add(last_word, edits=edited)
    await add(OwnMenu())
    for first in range(0, len(said), AT_ONCE):
        await add(MessagesTakenAway(said[first : first + AT_ONCE]))
