"""`/wissen`: nothing is left of somebody."""

from handlers.guards import anybody
from handlers.registry import command, tapped
from handlers.stopping import stays_led
from handlers.turn import Turn
from rules.payloads.leaving import (
    Erased,
    ErasureDropped,
    ErasureQuestion,
    NothingKept,
)
from rules.payloads.notes import Note
from rules.payloads.payload import Payload
from storage import audit, people, wrong_tokens
from storage.leaving import leave
from texts.taps.leaving import ErasureAnswered


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
    await leave(turn.connection, turn.viewer.person_id, last_word, turn.now, turn.tapped if turn.is_tap else None)
    await audit.note(turn.connection, "erased", None, turn.now)
    turn.erased = True
