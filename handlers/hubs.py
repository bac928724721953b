"""`/praktijk` and `/mensen`: what a leader can do, by buttons; and what waits for them."""

from handlers.guards import runs_practice
from handlers.refusals import NotYours
from handlers.registry import command, tapped
from handlers.turn import Turn
from rules.access import LEADING, Viewer
from rules.payloads.call_backs import CallBackRequest
from rules.payloads.commands import Changes, Hub
from storage import call_backs
from texts.messages.hubs import MOST_CONTACTS
from texts.taps.commands import ChangesShown, ContactsShown


@command("praktijk")
async def praktijk(turn: Turn) -> None:
    """Everything about the practice itself."""
    await turn.say(Hub("praktijk"))


@command("mensen")
async def mensen(turn: Turn) -> None:
    """Everything about its people."""
    await turn.say(Hub("mensen"))


@tapped(ChangesShown, may=runs_practice)
async def changes_shown(turn: Turn, tap: ChangesShown) -> None:
    """Who changed what."""
    await turn.show(Changes(tap.practice_id, page=tap.page))


def _leads(viewer: Viewer, _tap: object) -> bool:
    return bool(viewer.roles & LEADING)


@tapped(ContactsShown, may=_leads)
async def contacts_shown(turn: Turn, _tap: ContactsShown) -> None:
    """The requests that waited longest for this leader, once more in a message of its own each."""
    waiting = await call_backs.waiting_for(turn.connection, turn.viewer)
    if not waiting:
        raise NotYours
    for call_back_id in waiting[:MOST_CONTACTS]:
        await turn.say(CallBackRequest(call_back_id))
