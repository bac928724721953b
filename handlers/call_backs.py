"""Whoever wants to be called back asks for it, whatever they answered; a coordinator sees to it."""

from handlers.guards import may_have_contact
from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from rules.access import Role, may_see_practice
from rules.payloads.call_backs import CallBackRequest, ContactOffer
from rules.payloads.notes import Note
from rules.typed_text import one_line
from storage import call_backs, memberships
from storage.call_backs import CallBack
from texts.escaping import shortened
from texts.taps.call_backs import CallBackHandled, ContactAgreed, ContactChosen, ContactOffered

#: Telegram's own limit for a first name.
LONGEST_NAME = 64


@tapped(ContactOffered, may=may_have_contact)
async def contact_offered(turn: Turn, _tap: ContactOffered) -> None:
    """*Ik wil contact*, at any time and whatever was answered: what it means, and once more yes or no."""
    await turn.say(ContactOffer())


@tapped(ContactAgreed, may=may_have_contact)
async def contact_agreed(turn: Turn, tap: ContactAgreed) -> None:
    """A yes to who was said to see it: when others do by now, it is asked once more."""
    person_id, practice_id = turn.viewer.person_id, turn.viewer.answering_practice_id
    assert practice_id is not None  # as the guard has it
    role, _ = await memberships.leading(turn.connection, practice_id, but_not=person_id)
    if role != tap.seen_by:
        await turn.show(ContactOffer())
        return
    name = shortened(one_line(turn.happened.first_name), LONGEST_NAME - 1)
    told = await call_backs.ask(turn.connection, person_id, practice_id, name, turn.now)
    await turn.show(Note(_asked(role) if told else "call_back_nobody"))


def _asked(role: Role) -> str:
    return "call_back_asked" if role is Role.COORDINATOR else "call_back_asked_managers"


@tapped(ContactChosen, may=may_have_contact)
async def contact_chosen(turn: Turn, tap: ContactChosen) -> None:
    """A no takes back what was asked and waits. A yes from when a coordinator was all that could be meant."""
    if tap.wanted:
        await contact_agreed(turn, ContactAgreed(Role.COORDINATOR))
        return
    await call_backs.withdraw(turn.connection, turn.viewer.person_id, turn.now)
    await turn.show(Note("call_back_withdrawn"))


async def _theirs(turn: Turn, tap: CallBackHandled) -> CallBack:
    """One of a practice whose figures the viewer may see; of any other the message that was tapped loses the name."""
    found = await call_backs.get(turn.connection, tap.call_back_id)
    if found is None or not may_see_practice(turn.viewer, found.practice_id):
        await turn.show(CallBackRequest(tap.call_back_id))
        raise NotYours
    return found


@tapped(CallBackHandled, loads=_theirs)
async def call_back_handled(turn: Turn, _tap: CallBackHandled, found: CallBack) -> None:
    """*Afgehandeld*: nobody else needs to call, and the name goes from every message."""
    if found.handled_at is None:
        await call_backs.handle(turn.connection, found.id, turn.viewer.person_id, turn.now)
        turn.toast = "saved"
    await turn.show(CallBackRequest(found.id))
