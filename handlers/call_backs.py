"""Somebody who hardly keeps going wants to be called back; a coordinator sees to it."""

from handlers.turn import Turn
from rules.access import may_see_practice
from rules.check_in import Answers, wants_call_back
from rules.payloads.call_backs import CallBackRequest
from rules.payloads.notes import Note
from rules.typed_text import one_line
from storage import call_backs
from storage.check_ins import CheckIn
from texts.callback_data import CallBackHandled
from texts.escaping import shortened

#: Telegram's own limit for a first name.
LONGEST_NAME = 64


async def follow(turn: Turn, check_in: CheckIn, after: Answers) -> bool:
    """Asks the coordinators, or takes it back, as the answers now stand; whether the person was told so."""
    before, now = wants_call_back(check_in.steps, check_in.answers), wants_call_back(check_in.steps, after)
    if before == now:
        return False
    if now:
        await turn.say(Note("call_back_asked" if await _ask(turn, check_in) else "call_back_nobody"))
        return True
    if await call_backs.withdraw(turn.connection, check_in.id, turn.now):
        await turn.say(Note("call_back_withdrawn"))
        return True
    return False


async def _ask(turn: Turn, check_in: CheckIn) -> bool:
    user = turn.update.effective_user
    assert user is not None
    name = shortened(one_line(user.first_name), LONGEST_NAME - 1)
    told = await call_backs.ask(turn.connection, check_in.id, check_in.person_id, check_in.practice_id, name, turn.now)
    return told > 0


async def call_back_handled(turn: Turn, tap: CallBackHandled) -> None:
    """*Afgehandeld*: nobody else needs to call, and the name goes from every message."""
    found = await call_backs.get(turn.connection, tap.call_back_id)
    if found is None or not may_see_practice(turn.viewer, found.practice_id):
        turn.toast = "not_yours"
    elif found.handled_at is None:
        await call_backs.handle(turn.connection, found.id, turn.viewer.person_id, turn.now)
        turn.toast = "saved"
    await turn.show(CallBackRequest(tap.call_back_id))
