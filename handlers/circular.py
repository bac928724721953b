"""`/bericht`: a coordinator writes to all participants of the practice, and may stop it while it goes out."""

from handlers.desk import may_write
from handlers.turn import Turn
from rules.access import may_run_practice
from rules.own_time import next_allowed
from rules.typed_text import clean
from storage import audit, circulars
from storage.circulars import Circular
from texts.callback_data import CircularDecided, CircularStopped
from texts.escaping import clean as seen
from texts.escaping import length
from texts.messages.circular import LONGEST


async def bericht(turn: Turn) -> None:
    """What would they like to say?"""
    await turn.wait_for("circular")
    await turn.say("circular_question", turn.viewer.practice_id)


async def circular_typed(turn: Turn) -> None:
    """A draft, shown as the participants will see it."""
    practice_id = turn.viewer.practice_id
    if not await may_write(turn, practice_id) or practice_id is None:
        return
    text = seen(clean(turn.message.text or ""))
    if not text:
        await turn.say("circular_question", practice_id)
    elif length(text) > LONGEST:
        await turn.say("note", key="circular_too_long", limit=LONGEST, length=length(text))
    else:
        made = await circulars.draft(turn.connection, practice_id, turn.viewer.person_id, text, turn.now)
        await turn.say("circular_draft", made)


async def circular_decided(turn: Turn, tap: CircularDecided) -> None:
    """Out it goes, in quiet hours in the morning; or not at all."""
    circular = await _mine(turn, tap.circular_id)
    if circular is None:
        return
    if circular.sent_at:  # tapped twice
        await turn.show("circular_state", circular.id)
    elif tap.yes:
        await _send(turn, circular)
    else:
        await circulars.drop(turn.connection, turn.viewer.person_id)
        await turn.show("note", key="circular_not")


async def _send(turn: Turn, circular: Circular) -> None:
    at = next_allowed(turn.now, turn.programme.schedule.timezone)
    await circulars.send(turn.connection, circular, turn.tapped, at, turn.now)
    await audit.note(
        turn.connection, "circular", turn.viewer.person_id, turn.now, circular.practice_id, circular=circular.id
    )
    await turn.show("circular_state", circular.id)


async def circular_stopped(turn: Turn, tap: CircularStopped) -> None:
    """*Stoppen*, while it goes out."""
    circular = await _mine(turn, tap.circular_id)
    if circular:
        await circulars.stop(turn.connection, circular.id, turn.now)
        await turn.show("circular_state", circular.id)


async def _mine(turn: Turn, circular_id: int) -> Circular | None:
    """The viewer's own circular, of a practice they still coordinate."""
    circular = await circulars.get(turn.connection, circular_id)
    if circular and circular.person_id == turn.viewer.person_id and may_run_practice(turn.viewer, circular.practice_id):
        return circular
    turn.notice = "not_yours"
    return None
